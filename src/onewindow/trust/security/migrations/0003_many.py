"""The same question for many subjects at once: lists and searches ask it for each of theirs.

The rule stands in one place, `onewindow_hindrances_of`; the questions about one subject ask it
about a list of one.
"""

from django.db import migrations

MANY = """
CREATE FUNCTION onewindow_hindrances_of(wanted text[], instant timestamptz) RETURNS TABLE (
    root text, obstacle text, subject varchar, title text, reason text, alternative text,
    since timestamptz)
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE needs(root, needed) AS (
        SELECT w, w::varchar FROM unnest(wanted) w
        UNION
        SELECT n.root, d.on_id FROM trust_security_dependency d
        JOIN needs n ON d.subject_id = n.needed),
    latest AS (
        SELECT n.root, n.needed, s.ref, s.title::text AS title, s.is_active, c.decision,
               c.expires_at, c.reason, c.valid_from
        FROM needs n
        LEFT JOIN trust_security_subject s ON s.ref = n.needed
        LEFT JOIN LATERAL (
            SELECT * FROM trust_security_clearance k
            WHERE k.subject_id = n.needed AND k.valid_from <= instant
            ORDER BY k.valid_from DESC, k.id DESC LIMIT 1) c ON true)
    SELECT root,
           CASE WHEN ref IS NULL OR NOT is_active THEN 'UNREGISTERED'
                WHEN decision IS NULL OR decision = 'interim_test' THEN 'NOT_CLEARED'
                WHEN decision = 'denied' THEN 'DENIED' ELSE 'EXPIRED' END,
           needed, COALESCE(title, '{}'), COALESCE(reason, ''), '',
           CASE WHEN decision IN ('authorised', 'with_conditions') THEN expires_at
                ELSE valid_from END
    FROM latest
    WHERE ref IS NULL OR NOT is_active OR decision IS NULL
       OR decision NOT IN ('authorised', 'with_conditions') OR expires_at <= instant
    UNION ALL
    SELECT n.root, 'VETO', v.subject_id, s.title::text, v.public_reason, v.alternative, v.at
    FROM needs n JOIN trust_security_veto v ON v.subject_id = n.needed
    JOIN trust_security_subject s ON s.ref = v.subject_id
    WHERE v.at <= instant
      AND NOT EXISTS (SELECT 1 FROM trust_security_lift l
                      WHERE l.veto_id = v.id AND l.at <= instant)
    UNION ALL
    SELECT n.root, 'STOPPED', o.subject_id, s.title::text, o.public_reason, o.alternative, o.at
    FROM needs n JOIN trust_security_stoporder o ON o.subject_id = n.needed
    JOIN trust_security_subject s ON s.ref = o.subject_id
    WHERE o.at <= instant AND o.expires_at > instant
      AND NOT EXISTS (SELECT 1 FROM trust_security_stoprelease r
                      WHERE r.stop_id = o.id AND r.at <= instant)
$$;

CREATE OR REPLACE FUNCTION onewindow_hindrances(wanted text, instant timestamptz) RETURNS TABLE (
    obstacle text, subject varchar, title text, reason text, alternative text, since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT obstacle, subject, title, reason, alternative, since
    FROM onewindow_hindrances_of(ARRAY[wanted], instant)
$$;

CREATE OR REPLACE FUNCTION onewindow_running(subjects text[], instant timestamptz)
RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT s FROM unnest(subjects) s
    WHERE s NOT IN (SELECT root FROM onewindow_hindrances_of(subjects, instant))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust_security", "0002_rules"), ("ground_search", "0002_running")]
    operations = [migrations.RunSQL(MANY, migrations.RunSQL.noop)]
