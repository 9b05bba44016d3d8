"""The veto in the database: what may run, who may say so, and what raw SQL cannot do."""

from django.db import migrations

from onewindow.ground.kernel.operations import append_only

WRITTEN_ONCE = (
    "officer",
    "officerconfirmation",
    "officerend",
    "dossier",
    "clearance",
    "veto",
    "lift",
    "stoporder",
    "stoprelease",
    "heldduty",
)

OPERATIONAL = """
CREATE FUNCTION onewindow_needs(wanted text) RETURNS TABLE (needed varchar)
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE needs(ref) AS (
        SELECT wanted::varchar
        UNION
        SELECT d.on_id FROM trust_security_dependency d JOIN needs n ON d.subject_id = n.ref)
    SELECT ref FROM needs
$$;

CREATE FUNCTION onewindow_hindrances(wanted text, instant timestamptz) RETURNS TABLE (
    obstacle text, subject varchar, title text, reason text, alternative text, since timestamptz)
LANGUAGE sql STABLE AS $$
    WITH needs AS (SELECT needed FROM onewindow_needs(wanted)),
    latest AS (
        SELECT n.needed, s.ref, s.title::text AS title, s.is_active, c.decision, c.expires_at,
               c.reason, c.valid_from
        FROM needs n
        LEFT JOIN trust_security_subject s ON s.ref = n.needed
        LEFT JOIN LATERAL (
            SELECT * FROM trust_security_clearance k
            WHERE k.subject_id = n.needed AND k.valid_from <= instant
            ORDER BY k.valid_from DESC, k.id DESC LIMIT 1) c ON true)
    SELECT CASE WHEN ref IS NULL OR NOT is_active THEN 'UNREGISTERED'
                WHEN decision IS NULL OR decision = 'interim_test' THEN 'NOT_CLEARED'
                WHEN decision = 'denied' THEN 'DENIED' ELSE 'EXPIRED' END,
           needed, COALESCE(title, '{}'), COALESCE(reason, ''), '',
           CASE WHEN decision IN ('authorised', 'with_conditions') THEN expires_at
                ELSE valid_from END
    FROM latest
    WHERE ref IS NULL OR NOT is_active OR decision IS NULL
       OR decision NOT IN ('authorised', 'with_conditions') OR expires_at <= instant
    UNION ALL
    SELECT 'VETO', v.subject_id, s.title::text, v.public_reason, v.alternative, v.at
    FROM needs n JOIN trust_security_veto v ON v.subject_id = n.needed
    JOIN trust_security_subject s ON s.ref = v.subject_id
    WHERE v.at <= instant
      AND NOT EXISTS (SELECT 1 FROM trust_security_lift l
                      WHERE l.veto_id = v.id AND l.at <= instant)
    UNION ALL
    SELECT 'STOPPED', o.subject_id, s.title::text, o.public_reason, o.alternative, o.at
    FROM needs n JOIN trust_security_stoporder o ON o.subject_id = n.needed
    JOIN trust_security_subject s ON s.ref = o.subject_id
    WHERE o.at <= instant AND o.expires_at > instant
      AND NOT EXISTS (SELECT 1 FROM trust_security_stoprelease r
                      WHERE r.stop_id = o.id AND r.at <= instant)
$$;

CREATE FUNCTION operational(wanted text, instant timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT NOT EXISTS (SELECT 1 FROM onewindow_hindrances(wanted, instant)) $$;

CREATE FUNCTION onewindow_stops_of(wanted text) RETURNS TABLE (starts timestamptz, ends timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT v.at, l.at FROM onewindow_needs(wanted) n
    JOIN trust_security_veto v ON v.subject_id = n.needed
    LEFT JOIN trust_security_lift l ON l.veto_id = v.id
    UNION ALL
    SELECT o.at, LEAST(r.at, o.expires_at) FROM onewindow_needs(wanted) n
    JOIN trust_security_stoporder o ON o.subject_id = n.needed
    LEFT JOIN trust_security_stoprelease r ON r.stop_id = o.id
$$;
"""

OFFICERS = """
ALTER TABLE trust_security_officer ADD COLUMN written_in bigint NOT NULL DEFAULT 0;

CREATE FUNCTION onewindow_is_officer(who text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM trust_security_officer o
        JOIN trust_security_officerconfirmation c ON c.officer_id = o.id
        WHERE o.actor_id = who
          AND NOT EXISTS (SELECT 1 FROM trust_security_officerend e WHERE e.officer_id = o.id))
$$;

CREATE FUNCTION onewindow_require(holds boolean, rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION '%', rule USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION onewindow_check_officer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_in := pg_current_xact_id()::text::bigint;
    IF NEW.named_by = 'system:operator' THEN
        PERFORM onewindow_require(
            NOT EXISTS (SELECT 1 FROM trust_security_officer o
                        WHERE o.written_in <> NEW.written_in),
            'The operator names the first security officers only.');
    ELSE
        PERFORM onewindow_require(onewindow_is_officer(NEW.named_by),
            'A security officer is named by a security officer.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named trust_security_officer%ROWTYPE;
BEGIN
    SELECT * INTO named FROM trust_security_officer WHERE id = NEW.officer_id;
    PERFORM onewindow_require(named.id IS NOT NULL, 'There is no such naming.');
    IF NEW.confirmed_by = 'system:operator' THEN
        PERFORM onewindow_require(
            named.named_by = 'system:operator'
            AND named.written_in = pg_current_xact_id()::text::bigint,
            'The operator confirms the first security officers only, as they are named.');
    ELSE
        PERFORM onewindow_require(
            onewindow_is_officer(NEW.confirmed_by) AND NEW.confirmed_by <> named.named_by,
            'A second security officer confirms the naming.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_officer_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE serving bigint; who text;
BEGIN
    SELECT o.actor_id INTO who FROM trust_security_officer o WHERE o.id = NEW.officer_id;
    SELECT count(DISTINCT o.actor_id) INTO serving FROM trust_security_officer o
        WHERE onewindow_is_officer(o.actor_id);
    PERFORM onewindow_require(
        onewindow_is_officer(NEW.ended_by) AND NEW.ended_by <> who AND serving > 2,
        'A security officer is ended by another one, and two remain.');
    RETURN NEW;
END $$;
"""

DECISIONS = """
CREATE FUNCTION onewindow_check_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE put trust_security_dossier%ROWTYPE;
BEGIN
    SELECT * INTO put FROM trust_security_dossier WHERE id = NEW.dossier_id;
    PERFORM onewindow_require(
        put.subject_id = NEW.subject_id AND put.prepared_by <> NEW.signed_by
        AND onewindow_is_officer(NEW.signed_by),
        'A clearance is signed by a security officer who did not prepare its dossier.');
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_veto() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onewindow_require(onewindow_is_officer(NEW.imposed_by),
        'A veto is imposed by a security officer.');
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_lift() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE imposer text;
BEGIN
    SELECT v.imposed_by INTO imposer FROM trust_security_veto v WHERE v.id = NEW.veto_id;
    PERFORM onewindow_require(
        imposer IS NOT NULL AND imposer <> NEW.lifted_by AND btrim(NEW.evidence) <> ''
        AND onewindow_is_officer(NEW.lifted_by),
        'A veto is lifted by a second security officer, with evidence.');
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onewindow_require(onewindow_is_officer(NEW.ordered_by),
        'A stop is ordered by a security officer.');
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onewindow_require(onewindow_is_officer(NEW.released_by),
        'A stop is released by a security officer.');
    RETURN NEW;
END $$;

CREATE FUNCTION onewindow_check_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM onewindow_require(TG_OP = 'UPDATE' AND NEW.ref = OLD.ref,
        'A subject keeps its reference and is never deleted.');
    RETURN NEW;
END $$;

CREATE TRIGGER rule BEFORE INSERT ON trust_security_officer
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_officer();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_officerconfirmation
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_confirmation();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_officerend
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_officer_end();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_clearance
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_clearance();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_veto
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_veto();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_lift
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_lift();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_stoporder
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_stop();
CREATE TRIGGER rule BEFORE INSERT ON trust_security_stoprelease
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_release();
CREATE TRIGGER rule BEFORE UPDATE OR DELETE ON trust_security_subject
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_subject();
REVOKE UPDATE, DELETE ON trust_security_dependency FROM onewindow_app;
"""

WITNESSED = """
CREATE FUNCTION onewindow_unwitnessed_decisions() RETURNS TABLE (what text, ref text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT 'clearance', c.id::text FROM trust_security_clearance c
    WHERE NOT EXISTS (
        SELECT 1 FROM trust_audit_entry e
        WHERE e.object_kind = 'dossier' AND e.object_id = c.dossier_id::text
          AND e.action = 'security.sign_clearance' AND e.outcome = 'done'
          AND e.actor_id = c.signed_by AND e.fact ->> 'clearance' = c.id::text
          AND e.fact ->> 'decision' = c.decision
          AND (e.fact ->> 'expires_at')::timestamptz = c.expires_at)
    UNION ALL
    SELECT 'veto', v.number FROM trust_security_veto v
    WHERE NOT EXISTS (
        SELECT 1 FROM trust_audit_entry e
        WHERE e.object_kind || ':' || e.object_id = v.subject_id
          AND e.action = 'security.impose_veto' AND e.outcome = 'done'
          AND e.actor_id = v.imposed_by AND e.fact ->> 'veto' = v.id::text)
    UNION ALL
    SELECT 'lift of veto', l.veto_id::text FROM trust_security_lift l
    WHERE NOT EXISTS (
        SELECT 1 FROM trust_audit_entry e
        WHERE e.object_kind = 'veto' AND e.object_id = l.veto_id::text
          AND e.action = 'security.lift_veto' AND e.outcome = 'done'
          AND e.actor_id = l.lifted_by)
    UNION ALL
    SELECT 'vanished veto', e.fact ->> 'number' FROM trust_audit_entry e
    WHERE e.action = 'security.impose_veto' AND e.outcome = 'done'
      AND NOT EXISTS (SELECT 1 FROM trust_security_veto v WHERE v.id::text = e.fact ->> 'veto')
    UNION ALL
    SELECT 'security officer', o.label FROM trust_security_officer o
    WHERE NOT EXISTS (
        SELECT 1 FROM trust_audit_entry e
        WHERE e.outcome = 'done' AND (
            (e.action = 'security.name_officer' AND e.fact ->> 'officer' = o.actor_id)
            OR (e.action = 'security.name_first_officers' AND e.fact -> 'officers' ? o.actor_id)))
$$;
REVOKE EXECUTE ON FUNCTION onewindow_unwitnessed_decisions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_unwitnessed_decisions() TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("trust_security", "0001_begin"),
        ("trust_audit", "0002_rules"),
        ("ground_kernel", "0001_ground"),
    ]
    operations = [
        migrations.RunSQL(OPERATIONAL, migrations.RunSQL.noop),
        migrations.RunSQL(OFFICERS, migrations.RunSQL.noop),
        migrations.RunSQL(DECISIONS, migrations.RunSQL.noop),
        *(append_only(f"trust_security_{name}") for name in WRITTEN_ONCE),
        migrations.RunSQL(WITNESSED, migrations.RunSQL.noop),
    ]
