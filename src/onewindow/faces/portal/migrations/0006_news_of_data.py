"""Pages about data are made anew when the catalogue changes."""

from django.db import migrations

WATCHED = (
    "registers_catalogue_resourcecategory",
    "registers_catalogue_informationresource",
    "registers_catalogue_resourceelement",
    "registers_catalogue_resourceincategory",
    "registers_catalogue_dataelement",
    "registers_catalogue_elementsource",
    "registers_catalogue_register",
)


def _watch(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
        f"DROP TRIGGER public_news ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0005_bases"),
        ("registers_catalogue", "0002_rules"),
    ]
    operations = [_watch(table) for table in WATCHED]
