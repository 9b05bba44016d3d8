"""Pages about data are made anew when another catalogue says something else."""

from django.db import migrations

WATCHED = ("registers_catalogue_harvestedresource", "registers_catalogue_cataloguesource")


def _watch(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
        f"DROP TRIGGER public_news ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0007_news_of_sharing"),
        ("registers_catalogue", "0003_harvests"),
    ]
    operations = [_watch(table) for table in WATCHED]
