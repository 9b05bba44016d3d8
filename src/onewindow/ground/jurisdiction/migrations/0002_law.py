"""What a region's place, a period's validity and a number's order must obey, whoever writes."""

from django.db import migrations

UP = """
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C");

CREATE FUNCTION onewindow_region_line(code text) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE line(code, parent, depth) AS (
        SELECT r.code::text, r.parent_id::text, 0
          FROM ground_jurisdiction_region r WHERE r.code = $1
        UNION ALL
        SELECT r.code::text, r.parent_id::text, line.depth + 1
          FROM line JOIN ground_jurisdiction_region r ON r.code = line.parent
    )
    SELECT array_agg(line.code ORDER BY line.depth) FROM line
$$;

CREATE FUNCTION onewindow_region_covers(outer_code text, inner_code text) RETURNS boolean
    LANGUAGE sql STABLE AS
    $$ SELECT COALESCE($1 = ANY (onewindow_region_line($2)), false) $$;

CREATE FUNCTION onewindow_region_placed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    levels CONSTANT text[] := ARRAY['state', 'province', 'city', 'county', 'town', 'village'];
    above text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.code, NEW.level) <> (OLD.code, OLD.level)
           OR NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
            RAISE EXCEPTION 'Region % keeps its code, parent and level.', OLD.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'region_placed';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NOT NULL THEN
        SELECT level INTO above FROM ground_jurisdiction_region WHERE code = NEW.parent_id;
    END IF;
    IF (NEW.parent_id IS NULL AND NEW.level <> 'state')
       OR (NEW.parent_id IS NOT NULL AND (above IS NULL OR
           array_position(levels, above) >= array_position(levels, NEW.level::text))) THEN
        RAISE EXCEPTION 'Region % of level % cannot lie there.', NEW.code, NEW.level
            USING ERRCODE = 'check_violation', CONSTRAINT = 'region_placed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER region_placed BEFORE INSERT OR UPDATE ON ground_jurisdiction_region
    FOR EACH ROW EXECUTE FUNCTION onewindow_region_placed();

ALTER TABLE ground_jurisdiction_period ADD CONSTRAINT period_once_at_a_time EXCLUDE USING gist (
    textrange(code || ' ' || COALESCE(region_id, ''), code || ' ' || COALESCE(region_id, ''), '[]')
        WITH &&,
    daterange(valid_from, valid_to) WITH &&
);

CREATE FUNCTION onewindow_series_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.last <= OLD.last
       OR (NEW.region_id, NEW.year, NEW.series) <> (OLD.region_id, OLD.year, OLD.series) THEN
        RAISE EXCEPTION 'A series of numbers only grows.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'series_grows';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER series_grows BEFORE UPDATE OR DELETE ON ground_jurisdiction_numberseries
    FOR EACH ROW EXECUTE FUNCTION onewindow_series_grows();
"""

DOWN = """
DROP TRIGGER series_grows ON ground_jurisdiction_numberseries;
DROP FUNCTION onewindow_series_grows();
ALTER TABLE ground_jurisdiction_period DROP CONSTRAINT period_once_at_a_time;
DROP TRIGGER region_placed ON ground_jurisdiction_region;
DROP FUNCTION onewindow_region_placed();
DROP FUNCTION onewindow_region_covers(text, text);
DROP FUNCTION onewindow_region_line(text);
DROP TYPE textrange;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ground_jurisdiction", "0001_initial"),
        ("ground_kernel", "0001_ground"),
    ]
    operations = [migrations.RunSQL(UP, DOWN)]
