"""What the organisation office sees of cases: numbers and days of those whose functions move."""

from __future__ import annotations

from django.db import migrations

MOVED = """
CREATE FUNCTION onewindow_running_cases_of(functions uuid[]) RETURNS TABLE (
    id uuid, number varchar, service_id uuid, region varchar, received_on date,
    counted_days integer, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, c.number, c.service_id, c.region, c.received_on, c.counted_days, c.due_on
    FROM delivery_cases_case c JOIN delivery_services_publicservice s ON s.id = c.service_id
    WHERE c.state IN ('submitted', 'accepted')
      AND (s.function_id = ANY (functions) OR EXISTS (
            SELECT 1 FROM flow_processes_task t
            WHERE t.instance_id = c.id AND t.state IN ('open', 'claimed')
              AND t.function_id = ANY (functions)))
$$;
REVOKE EXECUTE ON FUNCTION onewindow_running_cases_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_running_cases_of(uuid[]) TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery_cases", "0003_impact"),
        ("delivery_services", "0002_rules"),
        ("flow_processes", "0002_rules"),
    ]
    operations = [
        migrations.RunSQL(MOVED, "DROP FUNCTION onewindow_running_cases_of(uuid[])"),
    ]
