"""Nothing is called live without a clearance, and nothing under an open veto."""

from django.db import migrations

RULES = """
CREATE FUNCTION onewindow_check_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'live' AND (TG_OP = 'INSERT' OR OLD.state <> 'live') AND (
        NOT EXISTS (SELECT 1 FROM trust_security_clearance c
                    WHERE c.subject_id = 'service:' || NEW.id
                      AND c.decision IN ('authorised', 'with_conditions'))
        OR EXISTS (SELECT 1 FROM trust_security_veto v
                   WHERE v.subject_id = 'service:' || NEW.id
                     AND NOT EXISTS (SELECT 1 FROM trust_security_lift l WHERE l.veto_id = v.id)))
    THEN
        RAISE EXCEPTION 'A service goes live with a clearance and without a veto.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule BEFORE INSERT OR UPDATE ON delivery_services_publicservice
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_live();
"""


class Migration(migrations.Migration):
    dependencies = [("delivery_services", "0001_begin"), ("trust_security", "0002_rules")]
    operations = [migrations.RunSQL(RULES, migrations.RunSQL.noop)]
