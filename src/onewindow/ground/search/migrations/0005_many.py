"""Many things are kept by one statement; one thing is kept by the same function."""

from django.db import migrations, models

UP = """
-- Shape: [{kind, id, region, level, rooms, facets, of_kind, of_id, rows}], each thing once; rows
-- are [id, language, title, body, url, words]. Statements do not grow with the things.
CREATE FUNCTION onewindow_search_put_all(given jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    hidden text[];
    old ground_search_searchentry[];
    it record;
BEGIN
    hidden := ARRAY(
        SELECT t.kind || ':' || t.id
          FROM jsonb_to_recordset(given) AS t(kind text, id text, of_kind text, of_id text)
         WHERE EXISTS (SELECT FROM ground_search_searchentry e
                        WHERE e.kind = t.kind AND e.ref_id = t.id AND e.is_hidden)
            OR (t.of_kind <> '' AND EXISTS (
                SELECT FROM ground_search_searchentry e
                 WHERE e.subject_kind = t.of_kind AND e.subject_id = t.of_id AND e.is_hidden)));
    WITH gone AS (
        DELETE FROM ground_search_searchentry e
         USING jsonb_to_recordset(given) AS t(kind text, id text)
         WHERE e.kind = t.kind AND e.ref_id = t.id RETURNING e)
    SELECT array_agg(gone.e) INTO old FROM gone;

    INSERT INTO ground_search_searchentry (id, created_at, kind, ref_id, region, level, rooms,
        facets, subject_kind, subject_id, is_hidden, language, title, body, url, words)
    SELECT (r ->> 0)::uuid, now(), t.kind, t.id, t.region, t.level, t.rooms, t.facets,
           t.of_kind, t.of_id, t.kind || ':' || t.id = ANY (hidden),
           r ->> 1, r ->> 2, r ->> 3, r ->> 4, (r ->> 5)::tsvector
      FROM jsonb_to_recordset(given) AS t(kind text, id text, region text, level integer,
               rooms text[], facets text[], of_kind text, of_id text, rows jsonb),
           jsonb_array_elements(t.rows) AS r;
    -- Languages, levels and rooms are few, and their words are learnt together.
    FOR it IN
        SELECT w.language, w.level, w.rooms, array_agg(DISTINCT k) AS words
          FROM (SELECT r ->> 1 AS language, t.level, t.rooms, (r ->> 5)::tsvector AS words
                  FROM jsonb_to_recordset(given) AS t(level integer, rooms text[], rows jsonb),
                       jsonb_array_elements(t.rows) AS r) w,
               unnest(onewindow_search_kept(w.words)) k
         GROUP BY w.language, w.level, w.rooms
    LOOP
        PERFORM onewindow_search_learn(it.words, it.language, it.level, it.rooms);
    END LOOP;
    FOR it IN
        SELECT o.language, o.level, o.rooms, array_agg(DISTINCT k) AS words
          FROM unnest(old) o, unnest(onewindow_search_kept(o.words)) k
         GROUP BY o.language, o.level, o.rooms
    LOOP
        PERFORM onewindow_search_unlearn(it.words, it.language, it.level, it.rooms);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION onewindow_search_withdraw(its_kind text, its_id text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT onewindow_search_put_all(jsonb_build_array(jsonb_build_object(
        'kind', its_kind, 'id', its_id, 'of_kind', '', 'rows', '[]'::jsonb)))
$$;
DROP FUNCTION onewindow_search_put(
    text, text, text, integer, text[], text[], text, text, text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("ground_search", "0004_shelves")]
    operations = [
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                name="search_entry_hidden",
                fields=["subject_kind", "subject_id"],
                condition=models.Q(is_hidden=True),
            ),
        ),
        migrations.RunSQL(UP),
    ]
