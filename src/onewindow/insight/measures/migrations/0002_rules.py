"""A value names what it was made by, and the overall level never rises above the resource index."""

from django.db import migrations

from onewindow.ground.kernel.operations import append_only

RULES = """
CREATE FUNCTION onewindow_measure_named() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bound insight_measures_measurevalue%ROWTYPE;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM insight_measures_measuredefinition d
                   WHERE d.id = NEW.definition_id AND d.code = NEW.code)
       OR NOT EXISTS (SELECT 1 FROM insight_measures_measurequery q
                      WHERE q.digest = NEW.query_hash) THEN
        RAISE EXCEPTION 'A value of a measure names its definition and its query.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_names_its_query';
    END IF;
    IF (NEW.cap IS NULL) <> (NEW.cap_of IS NULL) THEN
        RAISE EXCEPTION 'A cap is the value of a measure.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_under_its_cap';
    END IF;
    IF NEW.cap_of IS NOT NULL THEN
        SELECT * INTO bound FROM insight_measures_measurevalue WHERE id = NEW.cap_of;
        IF bound.id IS NULL OR bound.value IS DISTINCT FROM NEW.cap
           OR bound.region IS DISTINCT FROM NEW.region
           OR bound.body_id IS DISTINCT FROM NEW.body_id
           OR bound.period <> NEW.period OR bound.as_of <> NEW.as_of
           OR (NEW.code = 'M-ALL' AND bound.code <> 'M-RES-7') THEN
            RAISE EXCEPTION 'The cap of % is not the value that it names.', NEW.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_under_its_cap';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER rule BEFORE INSERT ON insight_measures_measurevalue
    FOR EACH ROW EXECUTE FUNCTION onewindow_measure_named();

-- INV-51 over the revisions that hold: also where the resource index is revised downwards.
CREATE FUNCTION onewindow_overall_under_resources() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE overall numeric; resources numeric;
BEGIN
    SELECT v.value INTO overall FROM insight_measures_measurevalue v
     WHERE v.code = 'M-ALL' AND v.region IS NOT DISTINCT FROM NEW.region
       AND v.body_id IS NOT DISTINCT FROM NEW.body_id
       AND v.period = NEW.period AND v.as_of = NEW.as_of
     ORDER BY v.revision DESC LIMIT 1;
    SELECT v.value INTO resources FROM insight_measures_measurevalue v
     WHERE v.code = 'M-RES-7' AND v.region IS NOT DISTINCT FROM NEW.region
       AND v.body_id IS NOT DISTINCT FROM NEW.body_id
       AND v.period = NEW.period AND v.as_of = NEW.as_of
     ORDER BY v.revision DESC LIMIT 1;
    IF overall IS NOT NULL AND (resources IS NULL OR overall > resources) THEN
        RAISE EXCEPTION 'The overall level % is above the resource index %.', overall, resources
            USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_overall_under_resources';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER overall_under_resources AFTER INSERT ON insight_measures_measurevalue
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.code IN ('M-ALL', 'M-RES-7'))
    EXECUTE FUNCTION onewindow_overall_under_resources();
"""
UNDO = """
DROP TRIGGER overall_under_resources ON insight_measures_measurevalue;
DROP FUNCTION onewindow_overall_under_resources();
DROP TRIGGER rule ON insight_measures_measurevalue;
DROP FUNCTION onewindow_measure_named();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insight_measures", "0001_initial"),
        ("ground_kernel", "0001_ground"),
    ]
    operations = [
        migrations.RunSQL(RULES, UNDO),
        append_only("insight_measures_measuredefinition"),
        append_only("insight_measures_measurequery"),
        append_only("insight_measures_measurevalue"),
    ]
