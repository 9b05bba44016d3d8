"""The index stands on sixteen shelves, so that a common word is read until the cap (ADR 0026).

A text index gathers every match of a word before the first row is read. On shelves, each with a
text index of its own, a search stops at the shelf where it has enough; and all languages of a
thing stand on one shelf. What is looked at with every match comes first in a row.
"""

from django.db import migrations

from onewindow.ground.kernel.operations import guarded

SHELVES = 16
MOST = 5_000  # things that are ranked and counted
VISIBLE = "level <= (SELECT onewindow_clearance()) AND rooms <@ (SELECT onewindow_rooms())"
SEEN = "e.level <= cleared AND e.rooms <@ entered AND NOT e.is_hidden"
SUBJECT = "CASE WHEN e.subject_kind = '' THEN '' ELSE e.subject_kind || ':' || e.subject_id END"
# One plan for all questions, by the text index, and none that is compiled first or shared out.
PLAIN = """SET search_path = public, pg_temp SET enable_seqscan = off SET enable_sort = off
    SET jit = off SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0"""
COLUMNS = (
    "id, created_at, level, is_hidden, kind, ref_id, language, region, subject_kind, subject_id,"
    " rooms, facets, title, words, url, body"
)

UP = f"""
CREATE TABLE ground_search_shelved (
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    level smallint NOT NULL CHECK (level >= 0),
    is_hidden boolean NOT NULL,
    kind varchar(40) NOT NULL,
    ref_id varchar(80) NOT NULL,
    language varchar(10) NOT NULL,
    region varchar(8),
    subject_kind varchar(40) NOT NULL,
    subject_id varchar(80) NOT NULL,
    rooms text[] NOT NULL,
    facets text[] NOT NULL,
    title text NOT NULL,
    words tsvector STORAGE MAIN NOT NULL,
    url varchar(500) NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (id, ref_id)
) PARTITION BY HASH (ref_id);

-- Nobody reads a shelf by itself: the row policy stands on the whole.
DO $$ BEGIN
    FOR n IN 0 .. {SHELVES - 1} LOOP
        EXECUTE format('CREATE TABLE ground_search_shelf_%s PARTITION OF ground_search_shelved
            FOR VALUES WITH (MODULUS {SHELVES}, REMAINDER %s)', lpad(n::text, 2, '0'), n);
        EXECUTE format('REVOKE ALL ON ground_search_shelf_%s FROM onewindow_app',
            lpad(n::text, 2, '0'));
    END LOOP;
END $$;

INSERT INTO ground_search_shelved ({COLUMNS}) SELECT {COLUMNS} FROM ground_search_searchentry;

-- Whoever listens to the entries listens on.
DO $$
DECLARE
    listening text[] := ARRAY(
        SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
         WHERE t.tgrelid = 'ground_search_searchentry'::regclass AND NOT t.tgisinternal);
    one text;
BEGIN
    DROP TABLE ground_search_searchentry;
    ALTER TABLE ground_search_shelved RENAME TO ground_search_searchentry;
    FOREACH one IN ARRAY listening LOOP EXECUTE one; END LOOP;
END $$;

CREATE INDEX search_entry_words ON ground_search_searchentry
    USING gin (words) WITH (fastupdate = off);
CREATE INDEX search_entry_subject ON ground_search_searchentry (subject_kind, subject_id)
    WHERE NOT (subject_kind = '');
ALTER TABLE ground_search_searchentry
    ADD CONSTRAINT search_entry_once UNIQUE (kind, ref_id, language);
REVOKE INSERT, UPDATE, DELETE ON ground_search_searchentry FROM onewindow_app;
"""  # noqa: S608  # put together of constants


FIND = f"""
-- `certain` is what must stand as it is, without beginnings of words: where nothing has it, the
-- matches of a beginning are not gathered. Without a question nothing is looked for.
DROP FUNCTION onewindow_search(text, text, text, text, integer, integer, timestamptz);
CREATE FUNCTION onewindow_search(
    certain text, asked text, narrowed text, wanted text, place text, most integer, skip integer,
    instant timestamptz
) RETURNS TABLE (total bigint, is_capped boolean, facets jsonb, results jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER {PLAIN} AS $$
#variable_conflict use_variable
DECLARE
    cleared integer := onewindow_clearance();
    entered text[] := onewindow_rooms();
    near text[] := onewindow_region_line(place)::text[];
    plain tsquery := asked::tsquery;
    question tsquery := narrowed::tsquery;
    -- A fifth more than are ranked: some do not run, some are one thing in two languages.
    rows_most integer := {MOST * 6 // 5};
    stopped text[] := '{{}}';
    stops text[];
    seen bigint;
BEGIN
    IF asked IS NULL OR certain IS NOT NULL AND NOT EXISTS (
        SELECT FROM ground_search_searchentry e WHERE e.words @@ certain::tsquery AND {SEEN})
    THEN RETURN NEXT; RETURN; END IF;
    LOOP
        WITH matched AS MATERIALIZED (
            SELECT e.kind, e.ref_id, e.language, e.title, e.facets, {SUBJECT} AS subject,
                   ts_rank(e.words, plain, 1) AS rank
              FROM ground_search_searchentry e
             WHERE e.words @@ question AND {SEEN}
               AND (stopped = '{{}}' OR {SUBJECT} <> ALL (stopped))
               AND (place IS NULL OR e.region IS NULL OR e.region = ANY (near))
             LIMIT rows_most
        ),
        subjects AS MATERIALIZED (SELECT DISTINCT m.subject FROM matched m WHERE m.subject <> ''),
        running AS MATERIALIZED (
            SELECT r AS subject FROM onewindow_running(ARRAY(SELECT subject FROM subjects), instant) r
             WHERE EXISTS (SELECT FROM subjects)
        ),
        spoken AS MATERIALIZED (
            SELECT m.kind, m.ref_id, max(m.rank) AS rank, min(m.title) AS title,
                   min(m.facets) AS facets
              FROM matched m
             WHERE m.subject = '' OR m.subject IN (SELECT r.subject FROM running r)
             GROUP BY m.kind, m.ref_id
        ),
        page AS MATERIALIZED (
            SELECT s.kind, s.ref_id, s.title, s.rank FROM spoken s
             ORDER BY s.rank DESC, s.title, s.kind, s.ref_id LIMIT most OFFSET skip
        ),
        alike AS MATERIALIZED (
            SELECT s.kind, s.facets, count(*) AS n FROM spoken s GROUP BY s.kind, s.facets
        ),
        counted AS (
            SELECT 'kind' AS name, a.kind::text AS value, sum(a.n) AS n FROM alike a GROUP BY a.kind
            UNION ALL
            SELECT 'language', m.language, count(*) FROM matched m
             WHERE m.subject = '' OR m.subject IN (SELECT r.subject FROM running r)
             GROUP BY m.language
            UNION ALL
            SELECT split_part(f, ':', 1), substr(f, strpos(f, ':') + 1), sum(a.n)
              FROM alike a, unnest(a.facets) f GROUP BY f
        ),
        kept AS (
            SELECT c.*, row_number() OVER (PARTITION BY c.name ORDER BY c.n DESC, c.value) AS place
              FROM counted c
        )
        SELECT (SELECT count(*) FROM matched), (SELECT count(*) FROM spoken),
               ARRAY(SELECT s.subject FROM subjects s EXCEPT SELECT r.subject FROM running r),
               (SELECT COALESCE(jsonb_object_agg(g.name, g.every), '{{}}')
                  FROM (SELECT k.name, jsonb_object_agg(k.value, LEAST(k.n, {MOST})) AS every
                          FROM kept k WHERE k.place <= 100 GROUP BY k.name) g),
               (SELECT COALESCE(jsonb_agg((
                    SELECT jsonb_build_object(
                        'kind', e.kind, 'ref_id', e.ref_id, 'language', e.language,
                        'region', e.region, 'title', e.title, 'excerpt', left(e.body, 240),
                        'url', e.url, 'subject_kind', e.subject_kind, 'subject_id', e.subject_id,
                        'rank', p.rank)
                      FROM ground_search_searchentry e
                     WHERE e.kind = p.kind AND e.ref_id = p.ref_id AND e.words @@ question AND {SEEN}
                     ORDER BY (e.language = wanted) DESC,
                              (e.language = split_part(wanted, '-', 1)) DESC, e.language LIMIT 1)
                    ORDER BY p.rank DESC, p.title, p.kind, p.ref_id), '[]') FROM page p)
          INTO seen, total, stops, facets, results;
        is_capped := total > {MOST};
        EXIT WHEN is_capped OR seen < rows_most;
        -- Full, but of things that do not run or stand in it in several languages: look further.
        IF stops <> '{{}}' THEN stopped := stopped || stops; ELSE rows_most := rows_most * 2; END IF;
    END LOOP;
    total := LEAST(total, {MOST});
    RETURN NEXT;
END $$;

-- How many entries the reader would find for each question, at most 100 of each; up to the first
-- that finds where that is asked.
DROP FUNCTION onewindow_search_counts(text[], text, timestamptz);
CREATE FUNCTION onewindow_search_counts(
    asked text[], place text, instant timestamptz, only_first boolean
) RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER {PLAIN} AS $$
#variable_conflict use_variable
DECLARE
    cleared integer := onewindow_clearance();
    entered text[] := onewindow_rooms();
    near text[] := onewindow_region_line(place)::text[];
    counts integer[] := '{{}}';
    stopped text[] := '{{}}';
    question text;
    stops text[];
    seen bigint;
    found bigint;
BEGIN
    FOREACH question IN ARRAY asked LOOP
        LOOP
            WITH matched AS MATERIALIZED (
                SELECT {SUBJECT} AS subject FROM ground_search_searchentry e
                 WHERE e.words @@ question::tsquery AND {SEEN} AND {SUBJECT} <> ALL (stopped)
                   AND (place IS NULL OR e.region IS NULL OR e.region = ANY (near))
                 LIMIT 100
            ),
            subjects AS MATERIALIZED (
                SELECT DISTINCT m.subject FROM matched m WHERE m.subject <> ''),
            running AS MATERIALIZED (
                SELECT r AS subject
                  FROM onewindow_running(ARRAY(SELECT subject FROM subjects), instant) r
            )
            SELECT (SELECT count(*) FROM matched),
                   (SELECT count(*) FROM matched m
                     WHERE m.subject = '' OR m.subject IN (SELECT r.subject FROM running r)),
                   ARRAY(SELECT s.subject FROM subjects s EXCEPT SELECT r.subject FROM running r)
              INTO seen, found, stops;
            EXIT WHEN stops = '{{}}';
            stopped := stopped || stops;
            EXIT WHEN seen < 100;
        END LOOP;
        counts := counts || found::integer;
        EXIT WHEN only_first AND found > 0;
    END LOOP;
    RETURN counts;
END $$;
"""  # noqa: S608  # put together of constants


class Migration(migrations.Migration):
    dependencies = [("ground_search", "0003_words")]
    operations = [
        migrations.RunSQL(UP, migrations.RunSQL.noop),
        guarded("ground_search_searchentry", f"{VISIBLE} AND NOT is_hidden"),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
