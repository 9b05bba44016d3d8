"""Reads that an office needs: what was refused, the story of several things, one's last line."""

from django.db import migrations

COLUMNS = """
    seq bigint, at timestamptz, actor_id varchar, actor_label varchar, through varchar[],
    action varchar, object_kind varchar, object_id varchar, outcome varchar, fact jsonb,
    sealed boolean
"""
TAKEN = """
    SELECT e.seq, e.at, e.actor_id, e.actor_label, e.through, e.action, e.object_kind,
           e.object_id, e.outcome, e.fact,
           EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
    FROM trust_audit_entry e
"""
UP = f"""
CREATE INDEX audit_entry_refused ON trust_audit_entry (seq DESC) WHERE outcome = 'refused';
CREATE INDEX audit_entry_actor ON trust_audit_entry (actor_id, seq DESC);

CREATE FUNCTION onewindow_audit_refused(take int) RETURNS TABLE ({COLUMNS})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    {TAKEN} WHERE e.outcome = 'refused' ORDER BY e.seq DESC LIMIT take
$$;

CREATE FUNCTION onewindow_audit_story(kinds text[], objects text[], take int)
RETURNS TABLE ({COLUMNS})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    {TAKEN} JOIN unnest(kinds, objects) AS w(kind, object)
      ON e.object_kind = w.kind AND e.object_id = w.object
    ORDER BY e.seq DESC LIMIT take
$$;

CREATE FUNCTION onewindow_audit_last_of(actor text) RETURNS TABLE ({COLUMNS})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    {TAKEN} WHERE e.actor_id = actor ORDER BY e.seq DESC LIMIT 1
$$;

REVOKE EXECUTE ON FUNCTION onewindow_audit_refused(int),
    onewindow_audit_story(text[], text[], int), onewindow_audit_last_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_audit_refused(int),
    onewindow_audit_story(text[], text[], int), onewindow_audit_last_of(text) TO onewindow_app;
"""
DOWN = """
DROP FUNCTION onewindow_audit_refused(int);
DROP FUNCTION onewindow_audit_story(text[], text[], int);
DROP FUNCTION onewindow_audit_last_of(text);
DROP INDEX audit_entry_refused;
DROP INDEX audit_entry_actor;
"""


class Migration(migrations.Migration):
    dependencies = [("trust_audit", "0002_rules")]
    operations = [migrations.RunSQL(UP, DOWN)]
