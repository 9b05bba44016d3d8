"""Word of every change of something public, and what is used most."""

from django.db import migrations

WATCHED = (
    "delivery_services_publicservice",
    "delivery_services_publicservice_events",
    "delivery_services_lifeevent",
    "trust_security_subject",
    "trust_security_dependency",
    "trust_security_clearance",
    "trust_security_veto",
    "trust_security_lift",
    "trust_security_stoporder",
    "trust_security_stoprelease",
    "registers_institutions_body",
    "registers_institutions_bodyparent",
    "registers_functions_function",
    "registers_functions_assignment",
    "ground_jurisdiction_region",
    "ground_jurisdiction_holiday",
    "ground_jurisdiction_legalbasis",
    "ground_jurisdiction_period",
    "ground_search_searchentry",
)

# A transaction bumps one row, once, and none that another transaction holds: nobody waits.
NEWS = """
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON faces_portal_publicchange FROM onewindow_app;

CREATE FUNCTION onewindow_public_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM faces_portal_publicchange WHERE changed_in = mine) THEN
        RETURN NULL;
    END IF;
    UPDATE faces_portal_publicchange SET number = number + 1, changed_in = mine
    WHERE id = (SELECT c.id FROM faces_portal_publicchange c ORDER BY c.id
                FOR UPDATE SKIP LOCKED LIMIT 1);
    IF NOT FOUND THEN
        INSERT INTO faces_portal_publicchange (number, changed_in) VALUES (1, mine);
    END IF;
    PERFORM pg_notify('onewindow_public', '');
    RETURN NULL;
END $$;

CREATE FUNCTION onewindow_next_public_instant(after timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT LEAST(
        (SELECT min(expires_at) FROM trust_security_clearance WHERE expires_at > after),
        (SELECT min(valid_from) FROM trust_security_clearance WHERE valid_from > after),
        (SELECT min(expires_at) FROM trust_security_stoporder WHERE expires_at > after))
$$;

CREATE FUNCTION onewindow_most_used(since timestamptz, most integer)
RETURNS TABLE (service_id uuid, cases bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.service_id, count(*) FROM delivery_cases_case c
    WHERE c.created_at >= since GROUP BY c.service_id
    ORDER BY count(*) DESC, c.service_id LIMIT most
$$;
"""
BACK = """
DROP FUNCTION onewindow_most_used(timestamptz, integer);
DROP FUNCTION onewindow_next_public_instant(timestamptz);
DROP FUNCTION onewindow_public_changed();
"""


def _watch(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER public_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION onewindow_public_changed()",
        f"DROP TRIGGER public_news ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("faces_portal", "0001_begin"),
        ("ground_kernel", "0001_ground"),
        ("ground_jurisdiction", "0001_initial"),
        ("ground_search", "0001_initial"),
        ("trust_security", "0002_rules"),
        ("registers_institutions", "0001_initial"),
        ("registers_functions", "0001_initial"),
        ("delivery_services", "0002_rules"),
        ("delivery_cases", "0002_rules"),
    ]
    operations = [migrations.RunSQL(NEWS, BACK), *[_watch(table) for table in WATCHED]]
