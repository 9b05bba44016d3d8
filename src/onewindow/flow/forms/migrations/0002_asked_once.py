"""A form in use asks for nothing that a register holds, whoever puts it there (INV-11)."""

from django.db import migrations

ASKED_ONCE = """
CREATE FUNCTION onewindow_form_asks_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    on_day date := (COALESCE(NULLIF(current_setting('onewindow.at', true), '')::timestamptz, now())
                    AT TIME ZONE 'UTC')::date;
    bound record;
    twice record;
BEGIN
    SELECT array_agg(q.value ->> 'key' ORDER BY q.key) AS questions,
           array_agg(q.value ->> 'element' ORDER BY q.key) AS elements INTO bound
      FROM (SELECT row_number() OVER () AS key, p.value
              FROM jsonb_path_query(NEW.schema, '$.sections[*].questions[*]') p(value)) q
     WHERE COALESCE(q.value ->> 'element', '') <> '';
    IF bound.questions IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT a.question, a.element, r.code AS register INTO twice
      FROM onewindow_ask_once(NEW.code, bound.questions, bound.elements, on_day) a
      JOIN registers_catalogue_register r ON r.id = a.register LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ASK_ONCE: % asks for %, which % holds.',
            twice.question, twice.element, twice.register
            USING ERRCODE = 'check_violation', CONSTRAINT = 'form_asks_once';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER form_asks_once AFTER INSERT OR UPDATE OF state, schema
    ON flow_forms_formversion DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION onewindow_form_asks_once();
"""
ASKED_AGAIN = """
DROP TRIGGER form_asks_once ON flow_forms_formversion;
DROP FUNCTION onewindow_form_asks_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("flow_forms", "0001_forms"),
        ("registers_sharing", "0002_rules"),
    ]

    operations = [migrations.RunSQL(ASKED_ONCE, ASKED_AGAIN)]
