"""Further legal bases of a function are public: word of every change of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0004_synonyms"),
        ("registers_functions", "0003_reorganisations"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
            " ON registers_functions_functionbasis"
            " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
            "DROP TRIGGER public_news ON registers_functions_functionbasis",
        ),
    ]
