"""No two live services of a region do the same business, unless that was found justified."""

from django.db import migrations, models

RULES = """
CREATE FUNCTION onewindow_check_business() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other varchar;
BEGIN
    IF NEW.state <> 'live' OR NEW.output_type = '' OR NEW.legal_basis = '' THEN
        RETURN NEW;
    END IF;
    -- Of two that would go live at once, one waits and then sees the other.
    PERFORM pg_advisory_xact_lock(hashtextextended(
        NEW.region || '|' || NEW.output_type || '|' || NEW.audience || '|' || NEW.legal_basis, 3204));
    SELECT s.code INTO other FROM delivery_services_publicservice s
     WHERE s.state = 'live' AND s.origin = 'own' AND s.id <> NEW.id AND s.region = NEW.region
       AND s.output_type = NEW.output_type AND s.audience = NEW.audience
       AND s.legal_basis = NEW.legal_basis
       AND NOT EXISTS (SELECT 1 FROM registers_functions_overlapfinding f
                        WHERE f.kind = 'duplicate_service' AND f.decision = 'justified'
                          AND f.items @> ARRAY['service:' || s.id, 'service:' || NEW.id]::varchar[])
     LIMIT 1;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION 'DUPLICATE_BUSINESS: % and % do the same business.', NEW.code, other
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_business';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_business BEFORE INSERT OR UPDATE ON delivery_services_publicservice
    FOR EACH ROW EXECUTE FUNCTION onewindow_check_business();
"""
DOWN = """
DROP TRIGGER one_business ON delivery_services_publicservice;
DROP FUNCTION onewindow_check_business();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery_services", "0002_rules"),
        ("registers_functions", "0002_findings"),
    ]
    operations = [
        migrations.AddField(
            model_name="publicservice",
            name="output_type",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.RunSQL(RULES, DOWN),
    ]
