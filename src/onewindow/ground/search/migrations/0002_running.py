"""What does not run is not found, nor counted: asked at every search, for the instant of it."""

from django.db import migrations

UP = """
-- A port in SQL: whoever guards subjects replaces the body. Until then nothing of theirs is found.
CREATE FUNCTION onewindow_running(subjects text[], instant timestamptz) RETURNS SETOF text
    LANGUAGE sql STABLE AS $$ SELECT ''::text WHERE false $$;

DROP FUNCTION onewindow_search(text, text, text, text[], integer, integer);
CREATE FUNCTION onewindow_search(
    asked text, wanted text, place text, only_kinds text[], most integer, skip integer,
    instant timestamptz
) RETURNS TABLE (total bigint, facets jsonb, is_capped boolean, results jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH near AS MATERIALIZED (SELECT onewindow_region_line(place) AS line),
    -- Each subject is asked about once, before the cap: what is hidden takes nobody's place.
    subjects AS MATERIALIZED (
        SELECT DISTINCT e.subject_kind, e.subject_id FROM ground_search_searchentry e
         WHERE e.words @@ asked::tsquery AND e.subject_kind <> ''
    ),
    running AS MATERIALIZED (
        SELECT s.subject_kind, s.subject_id FROM subjects s
         WHERE s.subject_kind || ':' || s.subject_id IN (
            SELECT * FROM onewindow_running(
                ARRAY(SELECT subject_kind || ':' || subject_id FROM subjects), instant))
        UNION ALL SELECT '', ''
    ),
    matched AS MATERIALIZED (
        SELECT e.id, e.kind, e.ref_id, e.language, e.title,
               ts_rank(e.words, asked::tsquery, 1) AS rank
          FROM ground_search_searchentry e
         WHERE e.words @@ asked::tsquery
           AND e.level <= onewindow_clearance() AND NOT e.is_hidden  -- the row policy's words
           AND (e.subject_kind, e.subject_id) IN (SELECT * FROM running)
           AND (place IS NULL OR e.region IS NULL OR e.region = ANY ((SELECT line FROM near)::text[]))
         LIMIT 5001
    ),
    things AS MATERIALIZED (
        SELECT DISTINCT ON (kind, ref_id) id, kind, ref_id, title, rank FROM matched
         ORDER BY kind, ref_id, (language = wanted) DESC,
                  (language = split_part(wanted, '-', 1)) DESC, rank DESC, language
    ),
    page AS (
        SELECT t.id, t.rank, t.title, t.kind, t.ref_id FROM things t
         WHERE only_kinds IS NULL OR t.kind = ANY (only_kinds)
         ORDER BY t.rank DESC, t.title, t.kind, t.ref_id LIMIT most OFFSET skip
    )
    SELECT (SELECT count(*) FROM things WHERE only_kinds IS NULL OR kind = ANY (only_kinds)),
           (SELECT COALESCE(jsonb_object_agg(c.kind, c.n), '{}')
              FROM (SELECT kind, count(*) AS n FROM things GROUP BY kind) c),
           (SELECT count(*) > 5000 FROM matched),
           (SELECT COALESCE(jsonb_agg((
                SELECT jsonb_build_object(
                    'kind', e.kind, 'ref_id', e.ref_id, 'language', e.language,
                    'region', e.region, 'title', e.title, 'excerpt', left(e.body, 240),
                    'url', e.url, 'subject_kind', e.subject_kind, 'subject_id', e.subject_id,
                    'rank', p.rank)
                  FROM ground_search_searchentry e WHERE e.id = p.id)
                ORDER BY p.rank DESC, p.title, p.kind, p.ref_id), '[]') FROM page p)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("ground_search", "0001_initial")]
    operations = [migrations.RunSQL(UP, migrations.RunSQL.noop)]
