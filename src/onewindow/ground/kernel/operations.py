"""Migration operations: rules of the house that a model's Meta cannot say."""

from __future__ import annotations

from django.db import migrations

APPLICATION = "onewindow_app"
READER = "onewindow_reader"


def append_only(table: str, *, readable: bool = True) -> migrations.RunSQL:
    """Forbids UPDATE, DELETE and TRUNCATE to everybody but a superuser (INV-16).

    `readable=False` takes SELECT from the application as well: reads then go through a definer
    function that the same migration makes.
    """
    taken = "UPDATE, DELETE, TRUNCATE" + ("" if readable else ", SELECT")
    up = f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION onewindow_forbid_change();
        CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION onewindow_forbid_change();
        REVOKE {taken} ON {table} FROM {APPLICATION};
    """
    down = f"""
        DROP TRIGGER append_only ON {table};
        DROP TRIGGER append_only_truncate ON {table};
        GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APPLICATION};
    """
    return migrations.RunSQL(up, down)


def guarded(table: str, visible: str, *, writable: str | None = None) -> migrations.RunSQL:
    """Puts a row policy on the table: the application sees and writes what `visible` says.

    The predicate may use `onewindow_actor()`, `onewindow_sees_all()` and `onewindow_bodies()`;
    it is a second net behind `visible_to`, never the authority.
    """
    up = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY visible ON {table} TO {APPLICATION}
            USING ({visible}) WITH CHECK ({writable or visible});
    """
    down = f"""
        DROP POLICY visible ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
    """
    return migrations.RunSQL(up, down)
