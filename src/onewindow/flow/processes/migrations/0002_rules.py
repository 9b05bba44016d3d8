"""Published versions stay; tasks and instances are seen by their applicant and their offices."""

from django.db import migrations

from onewindow.ground.kernel.operations import guarded

RULES = """
CREATE FUNCTION onewindow_keep_published_process() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A published process is superseded, not deleted.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft' AND (
            NEW.xml <> OLD.xml OR NEW.code <> OLD.code OR NEW.version <> OLD.version
            OR NEW.lead_id <> OLD.lead_id
            OR (NEW.state <> OLD.state AND NOT (OLD.state = 'published' AND NEW.state = 'superseded')))
    THEN
        RAISE EXCEPTION 'A published process is superseded, not edited.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule BEFORE UPDATE OR DELETE ON flow_processes_processversion
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_published_process();

CREATE FUNCTION onewindow_keep_published_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM flow_processes_processversion v
               WHERE v.id = OLD.process_id AND v.state <> 'draft') THEN
        RAISE EXCEPTION 'Steps of a published process stay as they are.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER rule BEFORE UPDATE OR DELETE ON flow_processes_processstep
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_published_step();

CREATE FUNCTION onewindow_keep_decided_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('done', 'withdrawn') OR NEW.function_id <> OLD.function_id
            OR NEW.instance_id <> OLD.instance_id OR NEW.holder <> OLD.holder THEN
        RAISE EXCEPTION 'A decided task stays as it was decided.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule BEFORE UPDATE OR DELETE ON flow_processes_task
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_decided_task();

CREATE FUNCTION onewindow_task_matter(task uuid) RETURNS TABLE (
    function_id uuid, region varchar, subject varchar, holder varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.function_id, t.region, i.subject, t.holder
    FROM flow_processes_task t JOIN flow_processes_instance i ON i.id = t.instance_id
    WHERE t.id = task
$$;

CREATE FUNCTION onewindow_instance_matter(instance uuid) RETURNS TABLE (
    region varchar, holder varchar, subject varchar, process_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.region, i.holder, i.subject, i.process_id FROM flow_processes_instance i WHERE i.id = instance
$$;
CREATE FUNCTION onewindow_steps_of(instance uuid) RETURNS TABLE (
    node varchar, task uuid, state varchar, due_on date, decided_at timestamptz, outcome varchar,
    reason text, legal_basis text, remedy text, assignee_label varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.node, t.id, t.state, t.due_on, t.decided_at, t.outcome, t.reason, t.legal_basis,
           t.remedy, t.assignee_label
    FROM flow_processes_task t WHERE t.instance_id = instance
$$;

REVOKE EXECUTE ON FUNCTION onewindow_steps_of(uuid), onewindow_task_matter(uuid), onewindow_instance_matter(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onewindow_steps_of(uuid), onewindow_task_matter(uuid), onewindow_instance_matter(uuid)
    TO onewindow_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("flow_processes", "0001_begin"),
        ("registers_functions", "0001_initial"),
        ("ground_kernel", "0001_ground"),
    ]
    operations = [
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
        guarded(
            "flow_processes_task",
            "holder = onewindow_actor() OR onewindow_sees_all()"
            " OR assignee = onewindow_actor()"
            " OR function_id = ANY ((SELECT onewindow_competent_functions())::uuid[])",
            writable="true",
        ),
        guarded(
            "flow_processes_instance",
            "holder = onewindow_actor() OR onewindow_sees_all()"
            " OR id IN (SELECT t.instance_id FROM flow_processes_task t)",
            writable="true",
        ),
    ]
