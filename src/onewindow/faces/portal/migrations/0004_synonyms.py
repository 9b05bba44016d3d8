"""What editors keep as synonyms changes what a public search gives."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("faces_portal", "0003_kept_pages"), ("ground_search", "0003_words")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
            " ON ground_search_synonyms FOR EACH STATEMENT"
            " EXECUTE FUNCTION onewindow_public_changed()",
            "DROP TRIGGER public_news ON ground_search_synonyms",
        )
    ]
