"""Pages about sharing are made anew when agreements or waivers change."""

from django.db import migrations

WATCHED = ("registers_sharing_agreement", "registers_sharing_waiver")


def _watch(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
        f"DROP TRIGGER public_news ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0004_news_of_data"),
        ("registers_sharing", "0002_rules"),
    ]
    operations = [_watch(table) for table in WATCHED]
