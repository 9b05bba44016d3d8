"""Cases are seen by their applicant and their offices; what is decided stays decided."""

from django.db import migrations

from onewindow.ground.kernel.operations import append_only, guarded

MINE = "holder = onewindow_actor() OR onewindow_sees_all()"
AT_MY_DESK = "(SELECT t.instance_id FROM flow_processes_task t)"
OF_A_VISIBLE_CASE = "case_id IN (SELECT c.id FROM delivery_cases_case c)"

RULES = """
CREATE FUNCTION onewindow_keep_decided_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('decided', 'withdrawn') OR NEW.number <> OLD.number
            OR NEW.holder <> OLD.holder OR NEW.received_on <> OLD.received_on
            OR NEW.service_id <> OLD.service_id THEN
        RAISE EXCEPTION 'A decided case stays as it was decided.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule BEFORE UPDATE OR DELETE ON delivery_cases_case
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_decided_case();

CREATE FUNCTION onewindow_check_rating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM delivery_cases_case c WHERE c.id = NEW.case_id
                   AND c.state = 'decided' AND c.holder = NEW.rated_by) THEN
        RAISE EXCEPTION 'A finished case is rated by its applicant.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule BEFORE INSERT ON delivery_cases_rating
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_rating();

CREATE FUNCTION onewindow_case_matter(wanted uuid) RETURNS TABLE (region varchar, holder varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.region, c.holder FROM delivery_cases_case c WHERE c.id = wanted
$$;
REVOKE EXECUTE ON FUNCTION onewindow_case_matter(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_case_matter(uuid) TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery_cases", "0001_begin"),
        ("flow_processes", "0002_rules"),
        ("ground_kernel", "0001_ground"),
    ]
    operations = [
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
        append_only("delivery_cases_caseanswers"),
        append_only("delivery_cases_stopnotice"),
        append_only("delivery_cases_rating"),
        guarded("delivery_cases_case", f"{MINE} OR id IN {AT_MY_DESK}", writable="true"),
        guarded("delivery_cases_caseanswers", OF_A_VISIBLE_CASE, writable="true"),
        guarded("delivery_cases_rating", OF_A_VISIBLE_CASE, writable="true"),
    ]
