"""What the organisation office sees of tasks: titles and days of those whose functions move."""

from __future__ import annotations

from django.db import migrations

MOVED = """
CREATE FUNCTION onewindow_pending_tasks_of(functions uuid[]) RETURNS TABLE (
    id uuid, title jsonb, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id, t.title, t.due_on FROM flow_processes_task t
    WHERE t.state IN ('open', 'claimed') AND t.function_id = ANY (functions)
$$;
REVOKE EXECUTE ON FUNCTION onewindow_pending_tasks_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_pending_tasks_of(uuid[]) TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [("flow_processes", "0003_clear_functions")]
    operations = [
        migrations.RunSQL(MOVED, "DROP FUNCTION onewindow_pending_tasks_of(uuid[])"),
    ]
