"""A process is published over clear functions only; what its approvals changed can be counted."""

from django.db import migrations

RULES = """
-- INV-05: every function is exercised, owned, and named by no open finding.
CREATE FUNCTION onewindow_check_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unclear varchar;
BEGIN
    IF NEW.state <> 'published' OR (TG_OP = 'UPDATE' AND OLD.state = 'published') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'FUNCTION_NOT_CLEARED: a process begins as a draft.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'process_functions_clear';
    END IF;
    SELECT f.code INTO unclear
      FROM registers_functions_function f
      JOIN ground_jurisdiction_region r ON r.code = f.territory_id
     WHERE (f.id = NEW.lead_id
            OR f.id IN (SELECT s.function_id FROM flow_processes_processstep s
                         WHERE s.process_id = NEW.id))
       AND (NOT EXISTS (
                SELECT 1 FROM registers_functions_assignment a
                 WHERE a.function_id = f.id AND a.mode = 'responsible'
                   AND f.active_from IS NOT NULL
                   AND a.during * daterange(f.active_from, COALESCE(f.orphaned_on, f.ends_on))
                       @> (COALESCE(NULLIF(current_setting('onewindow.at', true), '')::timestamptz,
                                    now()) AT TIME ZONE r.time_zone)::date)
            OR EXISTS (SELECT 1 FROM registers_functions_overlapfinding o
                        WHERE o.decision = '' AND o.items @> ARRAY['function:' || f.id]::varchar[]))
     LIMIT 1;
    IF unclear IS NOT NULL THEN
        RAISE EXCEPTION 'FUNCTION_NOT_CLEARED: % has no owner or an open finding.', unclear
            USING ERRCODE = 'check_violation', CONSTRAINT = 'process_functions_clear';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER functions_clear BEFORE INSERT OR UPDATE ON flow_processes_processversion
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_published();

-- Outcomes alone, of the cases that ended last: no person, no office, no reason.
CREATE FUNCTION onewindow_last_outcomes(process uuid, most int) RETURNS TABLE (
    instance uuid, node varchar, outcome varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.instance_id, t.node, t.outcome
      FROM flow_processes_task t
      JOIN (SELECT i.id FROM flow_processes_instance i
             WHERE i.process_id = process AND i.ended_at IS NOT NULL
             ORDER BY i.ended_at DESC LIMIT most) last ON last.id = t.instance_id
     WHERE t.state = 'done'
$$;
REVOKE EXECUTE ON FUNCTION onewindow_last_outcomes(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_last_outcomes(uuid, int) TO onewindow_app;
"""
DOWN = """
DROP FUNCTION onewindow_last_outcomes(uuid, int);
DROP TRIGGER functions_clear ON flow_processes_processversion;
DROP FUNCTION onewindow_check_published();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("flow_processes", "0002_rules"),
        ("registers_functions", "0002_findings"),
    ]
    operations = [migrations.RunSQL(RULES, DOWN)]
