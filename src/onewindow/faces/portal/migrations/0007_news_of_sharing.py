"""Pages about sharing are made anew when agreements, waivers or forms in use change."""

from django.db import migrations

WATCHED = (
    "registers_sharing_agreement",
    "registers_sharing_waiver",
    "flow_forms_formversion",
)


def _watch(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
        f"DROP TRIGGER public_news ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0006_news_of_data"),
        ("registers_sharing", "0002_rules"),
        ("flow_forms", "0002_asked_once"),
    ]
    operations = [_watch(table) for table in WATCHED]
