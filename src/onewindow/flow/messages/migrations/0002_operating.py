"""The administrator sees that something did not leave, never what it said or to whom."""

from django.db import migrations

UP = """
CREATE FUNCTION onewindow_failed_deliveries(take int) RETURNS TABLE (
    id uuid, channel varchar, code varchar, attempts smallint, error varchar, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.id, d.channel, m.code, d.attempts, d.error, d.created_at
    FROM flow_messages_delivery d JOIN flow_messages_message m ON m.id = d.message_id
    WHERE d.state = 'failed' ORDER BY d.created_at LIMIT take
$$;

CREATE FUNCTION onewindow_requeue_failed(wanted uuid, instant timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH again AS (
        UPDATE flow_messages_delivery
        SET state = 'queued', attempts = 0, error = '', next_try_at = instant
        WHERE id = wanted AND state = 'failed' RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM again)
$$;

REVOKE EXECUTE ON FUNCTION onewindow_failed_deliveries(int),
    onewindow_requeue_failed(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_failed_deliveries(int),
    onewindow_requeue_failed(uuid, timestamptz) TO onewindow_app;
"""
DOWN = """
DROP FUNCTION onewindow_failed_deliveries(int);
DROP FUNCTION onewindow_requeue_failed(uuid, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("flow_messages", "0001_messages")]
    operations = [migrations.RunSQL(UP, DOWN)]
