"""What every later migration stands on: the range of ids, the ban on change, the reader's frame."""

from django.db import migrations

UP = """
CREATE TYPE uuidrange AS RANGE (subtype = uuid);

CREATE FUNCTION onewindow_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are written once and kept.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION onewindow_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('onewindow.actor', true), '') $$;

CREATE FUNCTION onewindow_bodies() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT string_to_array(NULLIF(current_setting('onewindow.bodies', true), ''), ',')::uuid[] $$;

CREATE FUNCTION onewindow_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT COALESCE(current_setting('onewindow.sees', true), '') = 'all' $$;
"""

DOWN = """
DROP FUNCTION onewindow_sees_all();
DROP FUNCTION onewindow_bodies();
DROP FUNCTION onewindow_actor();
DROP FUNCTION onewindow_forbid_change();
DROP TYPE uuidrange;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(UP, DOWN)]
