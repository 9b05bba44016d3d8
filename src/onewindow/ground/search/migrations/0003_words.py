"""Rooms and facets of entries, words by which slips are mended, and synonyms (ADR 0026)."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
from onewindow.ground.kernel.operations import guarded

# The reader's view, word for word in the row policies and in every function that acts as owner.
VISIBLE = "level <= (SELECT onewindow_clearance()) AND rooms <@ (SELECT onewindow_rooms())"
SEEN = "e.level <= cleared AND e.rooms <@ entered AND NOT e.is_hidden"
SUBJECT = "CASE WHEN e.subject_kind = '' THEN '' ELSE e.subject_kind || ':' || e.subject_id END"
# One plan for all questions, by the text index, and none that is compiled first.
PLAIN = """SET search_path = public, pg_temp SET enable_seqscan = off SET enable_sort = off
    SET jit = off SET plan_cache_mode = force_generic_plan"""

ROOMS = """
CREATE FUNCTION onewindow_rooms() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT COALESCE(string_to_array(
        NULLIF(current_setting('onewindow.rooms', true), ''), ','), '{}') $$;
"""

FIND = f"""
-- Words are read with every match, texts with every result: long texts are packed, words are not.
ALTER TABLE ground_search_searchentry ALTER COLUMN words SET STORAGE MAIN;

DROP FUNCTION onewindow_search(text, text, text, text[], integer, integer, timestamptz);
CREATE FUNCTION onewindow_search(
    asked text, narrowed text, wanted text, place text, most integer, skip integer,
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
    rows_most integer := 6000;  -- a fifth more: some do not run, some are one thing in two languages
    stopped text[] := '{{}}';
    stops text[];
    seen bigint;
BEGIN
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
                  FROM (SELECT k.name, jsonb_object_agg(k.value, LEAST(k.n, 5000)) AS every
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
        is_capped := total > 5000;
        EXIT WHEN is_capped OR seen < rows_most;
        -- Full, but of things that do not run or stand in it in several languages: look further.
        IF stops <> '{{}}' THEN stopped := stopped || stops; ELSE rows_most := rows_most * 2; END IF;
    END LOOP;
    total := LEAST(total, 5000);
    RETURN NEXT;
END $$;

-- How many entries the reader would find for each question, at most 100 of each.
CREATE FUNCTION onewindow_search_counts(asked text[], place text, instant timestamptz)
RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER {PLAIN} AS $$
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
    END LOOP;
    RETURN counts;
END $$;

CREATE OR REPLACE FUNCTION onewindow_search_ids(asked text, its_kind text) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT e.ref_id FROM ground_search_searchentry e
     WHERE e.words @@ asked::tsquery AND e.kind = its_kind AND NOT e.is_hidden AND {VISIBLE}
$$;
"""  # noqa: S608  # put together of constants

WORDS = f"""
-- A word's first seven letters, and what is left of them without one or, in longer words, two.
CREATE FUNCTION onewindow_search_cuts(word text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE
    SET search_path = public, pg_temp AS $$
DECLARE
    begun text := left(word, 7);
    cuts text[] := ARRAY[begun];
    cut text;
    i integer;
    j integer;
BEGIN
    FOR i IN 1 .. char_length(begun) LOOP
        cut := overlay(begun PLACING '' FROM i FOR 1);
        cuts := cuts || cut;
        CONTINUE WHEN char_length(begun) < 7;
        FOR j IN i .. char_length(cut) LOOP
            cuts := cuts || overlay(cut PLACING '' FROM j FOR 1);
        END LOOP;
    END LOOP;
    RETURN cuts;
END $$;

-- Words near each of the given ones that occur in something whose level and rooms are the reader's.
CREATE FUNCTION onewindow_search_near(given text[]) RETURNS TABLE (word text, near text)
    LANGUAGE sql STABLE SECURITY DEFINER {PLAIN} AS $$
    SELECT g, n.word FROM unnest(given) g, LATERAL (
        SELECT DISTINCT w.word FROM ground_search_searchword w
         WHERE w.cuts && onewindow_search_cuts(g) AND {VISIBLE}
           AND abs(char_length(w.word) - char_length(g)) <= 2
         LIMIT 500) n
$$;

CREATE FUNCTION onewindow_search_learn(given text[], its_language text, its_level integer,
    its_rooms text[]) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO ground_search_searchword (id, word, language, level, rooms, cuts)
    SELECT gen_random_uuid(), g, its_language, its_level, its_rooms, onewindow_search_cuts(g)
      FROM unnest(given) g WHERE NOT EXISTS (
        SELECT FROM ground_search_searchword w
         WHERE w.word = g AND w.language = its_language AND w.level = its_level
           AND w.rooms = its_rooms);
END $$;

-- Forgets those of the words that no entry of that language, level and rooms has any more.
CREATE FUNCTION onewindow_search_unlearn(given text[], its_language text, its_level integer,
    its_rooms text[]) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    DELETE FROM ground_search_searchword w
     WHERE w.word = ANY (given) AND w.language = its_language AND w.level = its_level
       AND w.rooms = its_rooms AND NOT EXISTS (
        SELECT FROM ground_search_searchentry e
         WHERE e.words @@ quote_literal(w.word)::tsquery AND e.language = its_language
           AND e.level = its_level AND e.rooms = its_rooms);
END $$;

-- Which lexemes of an entry others may be mended to: letters only, from four to thirty.
CREATE FUNCTION onewindow_search_kept(words tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE
    SET search_path = public, pg_temp AS $$
    SELECT ARRAY(SELECT l FROM unnest(tsvector_to_array(words)) l
                  WHERE char_length(l) BETWEEN 4 AND 30 AND l !~ '[0-9=]')
$$;

DROP FUNCTION onewindow_search_put(text, text, text, integer, text, text, text[]);
CREATE FUNCTION onewindow_search_put(
    its_kind text, its_id text, its_region text, its_level integer, its_rooms text[],
    its_facets text[], of_kind text, of_id text, rows text[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hidden boolean := EXISTS (
        SELECT FROM ground_search_searchentry e WHERE e.is_hidden AND (
            (e.kind, e.ref_id) = (its_kind, its_id)
            OR (of_kind <> '' AND (e.subject_kind, e.subject_id) = (of_kind, of_id))));
    old ground_search_searchentry[] := ARRAY(
        SELECT e FROM ground_search_searchentry e WHERE (e.kind, e.ref_id) = (its_kind, its_id));
    was ground_search_searchentry;
BEGIN
    DELETE FROM ground_search_searchentry e WHERE (e.kind, e.ref_id) = (its_kind, its_id);
    FOR place IN 1 .. COALESCE(array_length(rows, 1), 0) LOOP
        INSERT INTO ground_search_searchentry (id, created_at, kind, ref_id, region, level, rooms,
            facets, subject_kind, subject_id, is_hidden, language, title, body, url, words)
        VALUES (rows[place][1]::uuid, now(), its_kind, its_id, its_region, its_level, its_rooms,
            its_facets, of_kind, of_id, hidden, rows[place][2], rows[place][3], rows[place][4],
            rows[place][5], rows[place][6]::tsvector);
        PERFORM onewindow_search_learn(onewindow_search_kept(rows[place][6]::tsvector),
            rows[place][2], its_level, its_rooms);
    END LOOP;
    FOREACH was IN ARRAY old LOOP
        PERFORM onewindow_search_unlearn(
            onewindow_search_kept(was.words), was.language, was.level, was.rooms);
    END LOOP;
END $$;

DROP FUNCTION onewindow_search_withdraw(text, text);
CREATE FUNCTION onewindow_search_withdraw(its_kind text, its_id text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT onewindow_search_put(its_kind, its_id, NULL, 0, '{{}}', '{{}}', '', '', '{{}}')
$$;

REVOKE INSERT, UPDATE, DELETE ON ground_search_searchword FROM onewindow_app;
"""  # noqa: S608  # put together of constants

FILL = """
UPDATE ground_search_searchentry e SET words = e.words
    || ('''=kind:' || e.kind || ''' ''=language:' || e.language || '''')::tsvector;
INSERT INTO ground_search_searchword (id, word, language, level, rooms, cuts)
SELECT gen_random_uuid(), k.word, k.language, k.level, k.rooms, onewindow_search_cuts(k.word)
  FROM (SELECT DISTINCT unnest(onewindow_search_kept(e.words)) AS word, e.language, e.level, e.rooms
          FROM ground_search_searchentry e) k;
"""


class Migration(migrations.Migration):
    dependencies = [("ground_search", "0002_running")]

    operations = [
        migrations.AddField(
            "searchentry",
            "rooms",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            "searchentry",
            "facets",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onewindow.ground.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("word", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=10)),
                ("level", models.PositiveSmallIntegerField()),
                (
                    "rooms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "cuts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["word", "language"], name="search_word_place"),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["cuts"], name="search_word_cuts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonyms",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onewindow.ground.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=onewindow.ground.kernel.tables.instant, editable=False
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["keys"], name="search_synonyms_keys"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("keys__len__gte", 2)), name="synonyms_are_two"
                    ),
                    models.UniqueConstraint(fields=("language", "keys"), name="synonyms_once"),
                ],
            },
        ),
        migrations.RunSQL(ROOMS, migrations.RunSQL.noop),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("DROP POLICY visible ON ground_search_searchentry"),
        guarded("ground_search_searchentry", f"{VISIBLE} AND NOT is_hidden"),
        guarded("ground_search_searchword", VISIBLE),
    ]
