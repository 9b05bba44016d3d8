"""What a model's Meta cannot say of sharing: what is kept, what is seen, what is asked once."""

from django.db import migrations

from onewindow.ground.kernel.operations import guarded

MINE = "{} = ANY ((SELECT onewindow_bodies())::uuid[])"
OVERSEEN = "(SELECT onewindow_sees_all()) OR (SELECT onewindow_keeps_catalogue())"
REQUEST_SEEN = f"{MINE.format('requester_id')} OR {MINE.format('provider_id')} OR {OVERSEEN}"
DISPUTE_SEEN = "request_id IN (SELECT r.id FROM registers_sharing_datarequest r)"
AGREEMENT_SEEN = (
    f"state IN ('in_force', 'ended') OR {MINE.format('consumer_id')}"
    f" OR {MINE.format('provider_id')} OR {OVERSEEN}"
)
CONSENT_SEEN = (
    f"person = onewindow_actor() OR {MINE.format('consumer_id')} OR (SELECT onewindow_sees_all())"
)
CONSENT_WRITTEN = "person = onewindow_actor()"

KEPT = """
ALTER TABLE registers_sharing_datarequest
    ADD CONSTRAINT request_purpose_said CHECK (onewindow_has_words(purpose));
ALTER TABLE registers_sharing_agreement
    ADD CONSTRAINT agreement_purpose_said CHECK (onewindow_has_words(purpose));
ALTER TABLE registers_sharing_consent
    ADD CONSTRAINT consent_purpose_said CHECK (onewindow_has_words(purpose));
ALTER TABLE registers_sharing_waiver
    ADD CONSTRAINT waiver_for_a_reason CHECK (onewindow_has_words(because));

-- Codes stand in arrays, which no foreign key reaches.
CREATE FUNCTION onewindow_elements_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unknown text;
BEGIN
    SELECT c.code INTO unknown FROM unnest(NEW.elements) c(code)
     WHERE NOT EXISTS (SELECT FROM registers_catalogue_dataelement e WHERE e.code = c.code) LIMIT 1;
    IF FOUND OR cardinality(NEW.elements)
            <> (SELECT count(DISTINCT c.code) FROM unnest(NEW.elements) c(code)) THEN
        RAISE EXCEPTION 'Elements are named once each and stand in the catalogue: %.', unknown
            USING ERRCODE = 'check_violation', CONSTRAINT = 'elements_known';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER elements_known BEFORE INSERT OR UPDATE OF elements
    ON registers_sharing_datarequest FOR EACH ROW EXECUTE FUNCTION onewindow_elements_known();
CREATE TRIGGER elements_known BEFORE INSERT OR UPDATE OF elements
    ON registers_sharing_agreement FOR EACH ROW EXECUTE FUNCTION onewindow_elements_known();
CREATE TRIGGER elements_known BEFORE INSERT OR UPDATE OF elements
    ON registers_sharing_consent FOR EACH ROW EXECUTE FUNCTION onewindow_elements_known();

-- What was asked is not changed, and no step is taken back.
CREATE FUNCTION onewindow_keep_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.number, NEW.requester_id, NEW.provider_id, NEW.elements, NEW.function_id,
            NEW.purpose, NEW.legal_basis_id, NEW.during, NEW.footing, NEW.region, NEW.filed_by,
            NEW.filed_at, NEW.check_due)
           IS DISTINCT FROM
           (OLD.number, OLD.requester_id, OLD.provider_id, OLD.elements, OLD.function_id,
            OLD.purpose, OLD.legal_basis_id, OLD.during, OLD.footing, OLD.region, OLD.filed_by,
            OLD.filed_at, OLD.check_due)
        OR (OLD.refusal_reason <> '' AND (NEW.refusal_reason, NEW.refusal_basis_id)
            IS DISTINCT FROM (OLD.refusal_reason, OLD.refusal_basis_id))
        OR (NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) <> ALL (ARRAY[
            'filed>compliance_checked', 'filed>granted', 'filed>refused',
            'compliance_checked>granted', 'compliance_checked>refused',
            'refused>disputed', 'disputed>decided'])) THEN
        RAISE EXCEPTION 'A request stays as it was filed and goes one way.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'request_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_kept BEFORE UPDATE OR DELETE ON registers_sharing_datarequest
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_request();

-- An agreement is not widened: the exchange trusts what two people signed (INV-12).
CREATE FUNCTION onewindow_keep_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'ended' THEN
            RAISE EXCEPTION 'An agreement does not begin at its end.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_kept';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE'
        OR (NEW.number, NEW.provider_id, NEW.consumer_id, NEW.elements, NEW.function_id,
            NEW.purpose, NEW.legal_basis_id, NEW.footing, NEW.region, NEW.request_id)
           IS DISTINCT FROM
           (OLD.number, OLD.provider_id, OLD.consumer_id, OLD.elements, OLD.function_id,
            OLD.purpose, OLD.legal_basis_id, OLD.footing, OLD.region, OLD.request_id)
        OR NOT NEW.during <@ OLD.during
        OR (NOT isempty(NEW.during) AND lower(NEW.during) <> lower(OLD.during))
        OR (OLD.provider_signer <> '' AND NEW.provider_signer <> OLD.provider_signer)
        OR (OLD.consumer_signer <> '' AND NEW.consumer_signer <> OLD.consumer_signer)
        OR (NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) <> ALL (ARRAY[
            'proposed>signed', 'proposed>ended', 'signed>in_force', 'signed>ended',
            'in_force>ended'])) THEN
        RAISE EXCEPTION 'An agreement stays as it was signed; it can only end.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_kept BEFORE INSERT OR UPDATE OR DELETE ON registers_sharing_agreement
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_agreement();

CREATE FUNCTION onewindow_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.person, NEW.consumer_id, NEW.elements, NEW.function_id, NEW.purpose, NEW.during)
            IS DISTINCT FROM
       (OLD.person, OLD.consumer_id, OLD.elements, OLD.function_id, OLD.purpose, OLD.during)
        OR OLD.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'A consent stays as it was given; it can only be withdrawn.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_kept BEFORE UPDATE ON registers_sharing_consent
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_consent();

CREATE FUNCTION onewindow_keep_waiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.form, NEW.question, NEW.element_id, NEW.legal_basis_id, NEW.because, NEW.granted_by)
           IS DISTINCT FROM
           (OLD.form, OLD.question, OLD.element_id, OLD.legal_basis_id, OLD.because, OLD.granted_by)
        OR NOT NEW.during <@ OLD.during THEN
        RAISE EXCEPTION 'A waiver stays on the public list; it can only end earlier.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiver_kept BEFORE UPDATE OR DELETE ON registers_sharing_waiver
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_waiver();
"""
NOT_KEPT = """
DROP TRIGGER waiver_kept ON registers_sharing_waiver;
DROP FUNCTION onewindow_keep_waiver();
DROP TRIGGER consent_kept ON registers_sharing_consent;
DROP FUNCTION onewindow_keep_consent();
DROP TRIGGER agreement_kept ON registers_sharing_agreement;
DROP FUNCTION onewindow_keep_agreement();
DROP TRIGGER request_kept ON registers_sharing_datarequest;
DROP FUNCTION onewindow_keep_request();
DROP TRIGGER elements_known ON registers_sharing_consent;
DROP TRIGGER elements_known ON registers_sharing_agreement;
DROP TRIGGER elements_known ON registers_sharing_datarequest;
DROP FUNCTION onewindow_elements_known();
ALTER TABLE registers_sharing_waiver DROP CONSTRAINT waiver_for_a_reason;
ALTER TABLE registers_sharing_consent DROP CONSTRAINT consent_purpose_said;
ALTER TABLE registers_sharing_agreement DROP CONSTRAINT agreement_purpose_said;
ALTER TABLE registers_sharing_datarequest DROP CONSTRAINT request_purpose_said;
"""

ASKED_ONCE = """
-- How a datum is obtained from the register that holds it. A definer: whether it is shared must be
-- told to whoever designs a form, the resource's own entry may be above their clearance.
CREATE FUNCTION onewindow_held(codes text[], on_day date)
    RETURNS TABLE (element text, register uuid, owner uuid, footing text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.code::text, r.id, r.owner_id,
           CASE WHEN EXISTS (
               SELECT FROM registers_sharing_agreement a
                WHERE a.state = 'in_force' AND a.provider_id = r.owner_id
                  AND a.elements @> ARRAY[e.code]::varchar[] AND a.during @> on_day)
           THEN 'agreement'
           ELSE COALESCE((
               SELECT i.sharing_type::text FROM registers_catalogue_resourceelement c
                 JOIN registers_catalogue_informationresource i ON i.id = c.resource_id
                WHERE c.element_id = e.id AND i.provider_id = r.owner_id AND i.state = 'published'
                ORDER BY array_position(
                    ARRAY['unconditional', 'conditional', 'not_shared'], i.sharing_type::text)
                LIMIT 1), 'unpublished') END
      FROM registers_catalogue_dataelement e
      JOIN registers_catalogue_elementsource s ON s.element_id = e.id AND s.during @> on_day
      JOIN registers_catalogue_register r ON r.id = s.register_id
     WHERE e.code = ANY (codes)
     ORDER BY e.code
$$;

-- The questions of a form that ask for what a register holds and sharing can supply, without a
-- waiver on that day (INV-11). Commands and the trigger on published forms ask this same function.
CREATE FUNCTION onewindow_ask_once(form_code text, questions text[], codes text[], on_day date)
    RETURNS TABLE (question text, element text, register uuid, footing text)
    LANGUAGE sql STABLE AS $$
    SELECT q.question, h.element, h.register, h.footing
      FROM unnest(questions, codes) WITH ORDINALITY q(question, code, place)
      JOIN onewindow_held(codes, on_day) h ON h.element = q.code
     WHERE h.footing <> 'not_shared'
       AND NOT EXISTS (
           SELECT FROM registers_sharing_waiver w
             JOIN registers_catalogue_dataelement e ON e.id = w.element_id
            WHERE w.form = form_code AND w.question = q.question AND e.code = q.code
              AND w.during @> on_day)
     ORDER BY q.place
$$;
"""
NOT_ASKED_ONCE = """
DROP FUNCTION onewindow_ask_once(text, text[], text[], date);
DROP FUNCTION onewindow_held(text[], date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registers_sharing", "0001_initial"),
        ("registers_catalogue", "0002_rules"),
    ]

    operations = [
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(ASKED_ONCE, NOT_ASKED_ONCE),
        guarded("registers_sharing_datarequest", REQUEST_SEEN),
        guarded("registers_sharing_requestdispute", DISPUTE_SEEN),
        guarded("registers_sharing_agreement", AGREEMENT_SEEN, writable="true"),
        guarded("registers_sharing_consent", CONSENT_SEEN, writable=CONSENT_WRITTEN),
    ]
