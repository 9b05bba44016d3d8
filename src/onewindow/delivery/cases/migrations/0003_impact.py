"""What a stop would hold: numbers and days of running cases for the one who must decide on it.

The answers, the applicant and the offices of these cases stay behind their row policies.
"""

from django.db import migrations

RUNNING = """
CREATE FUNCTION onewindow_running_cases() RETURNS TABLE (
    id uuid, number varchar, service_id uuid, region varchar, received_on date,
    counted_days integer, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, c.number, c.service_id, c.region, c.received_on, c.counted_days, c.due_on
    FROM delivery_cases_case c WHERE c.state IN ('submitted', 'accepted')
$$;
REVOKE EXECUTE ON FUNCTION onewindow_running_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_running_cases() TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [("delivery_cases", "0002_rules")]
    operations = [
        migrations.RunSQL(RUNNING, "DROP FUNCTION onewindow_running_cases()"),
    ]
