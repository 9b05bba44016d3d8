"""Nobody changes a witness: append-only tables, and reads through functions of the owner."""

from django.db import migrations

from onewindow.ground.kernel.operations import append_only, guarded

FUNCTIONS = """
ALTER TABLE trust_audit_entry ALTER COLUMN seq SET GENERATED ALWAYS;
ALTER TABLE trust_audit_entry
    ADD COLUMN transaction bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX audit_entry_transaction ON trust_audit_entry (transaction, seq);

CREATE FUNCTION onewindow_audit_mark() RETURNS TABLE (horizon bigint, floor bigint)
LANGUAGE sql STABLE AS $$
    SELECT horizon, floor FROM (
        SELECT horizon, floor, number AS after, 0 AS rank FROM trust_audit_seal
        UNION ALL SELECT horizon, floor, after_seal, 1 FROM trust_audit_newcount
        UNION ALL SELECT 0, 0, -1, 0) marks
    ORDER BY after DESC, rank DESC LIMIT 1
$$;

CREATE FUNCTION onewindow_audit_about(kind text, object text, take int) RETURNS TABLE (
    seq bigint, at timestamptz, actor_id varchar, actor_label varchar, through varchar[],
    action varchar, object_kind varchar, object_id varchar, outcome varchar, fact jsonb,
    sealed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.seq, e.at, e.actor_id, e.actor_label, e.through, e.action, e.object_kind,
           e.object_id, e.outcome, e.fact,
           EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
    FROM trust_audit_entry e
    WHERE e.object_kind = kind AND e.object_id = object ORDER BY e.seq LIMIT take
$$;

CREATE FUNCTION onewindow_audit_latest(take int) RETURNS TABLE (
    seq bigint, at timestamptz, actor_id varchar, actor_label varchar, through varchar[],
    action varchar, object_kind varchar, object_id varchar, outcome varchar, fact jsonb,
    sealed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.seq, e.at, e.actor_id, e.actor_label, e.through, e.action, e.object_kind,
           e.object_id, e.outcome, e.fact,
           EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
    FROM trust_audit_entry e ORDER BY e.seq DESC LIMIT take
$$;

CREATE FUNCTION onewindow_audit_settled(take int, below bigint) RETURNS TABLE (
    transaction bigint, seq bigint, at timestamptz, actor_id varchar, actor_label varchar,
    through varchar[], action varchar, object_kind varchar, object_id varchar, outcome varchar,
    fact jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH last AS (SELECT * FROM onewindow_audit_mark())
    SELECT e.transaction, e.seq, e.at, e.actor_id, e.actor_label, e.through, e.action,
           e.object_kind, e.object_id, e.outcome, e.fact
    FROM trust_audit_entry e, last
    WHERE e.transaction >= last.horizon AND e.seq > last.floor
      AND e.transaction < below
      AND NOT EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
    ORDER BY e.transaction, e.seq LIMIT take
$$;

CREATE FUNCTION onewindow_audit_unsealed_count() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH last AS (SELECT * FROM onewindow_audit_mark())
    SELECT count(*) FROM trust_audit_entry e, last
    WHERE e.transaction >= last.horizon AND e.seq > last.floor
      AND NOT EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
$$;

CREATE FUNCTION onewindow_audit_slipped_in() RETURNS TABLE (seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH last AS (SELECT * FROM onewindow_audit_mark())
    SELECT e.seq FROM trust_audit_entry e, last
    WHERE (e.transaction < last.horizon OR e.seq <= last.floor)
      AND NOT EXISTS (SELECT 1 FROM trust_audit_link l WHERE l.seq = e.seq)
    ORDER BY e.seq LIMIT 100
$$;

CREATE FUNCTION onewindow_audit_chain(after bigint, take int) RETURNS TABLE (
    "position" bigint, link_seq bigint, digest bytea, seq bigint, at timestamptz,
    actor_id varchar, actor_label varchar, through varchar[], action varchar,
    object_kind varchar, object_id varchar, outcome varchar, fact jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.position, l.seq, l.digest, e.seq, e.at, e.actor_id, e.actor_label, e.through,
           e.action, e.object_kind, e.object_id, e.outcome, e.fact
    FROM trust_audit_link l LEFT JOIN trust_audit_entry e ON e.seq = l.seq
    WHERE l.position > after ORDER BY l.position LIMIT take
$$;

REVOKE EXECUTE ON FUNCTION onewindow_audit_about(text, text, int), onewindow_audit_latest(int),
    onewindow_audit_settled(int, bigint), onewindow_audit_unsealed_count(), onewindow_audit_slipped_in(),
    onewindow_audit_chain(bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_audit_about(text, text, int), onewindow_audit_latest(int),
    onewindow_audit_settled(int, bigint), onewindow_audit_unsealed_count(), onewindow_audit_slipped_in(),
    onewindow_audit_chain(bigint, int) TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [("trust_audit", "0001_begin"), ("ground_kernel", "0001_ground")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        append_only("trust_audit_entry", readable=False),
        append_only("trust_audit_reading"),
        append_only("trust_audit_link"),
        append_only("trust_audit_seal"),
        append_only("trust_audit_newcount"),
        guarded(
            "trust_audit_reading",
            "owner = onewindow_actor() OR onewindow_sees_all()",
            writable="true",
        ),
    ]
