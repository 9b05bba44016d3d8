"""One source at every instant, nothing collected twice, and resources seen by their label."""

from django.db import migrations

from onewindow.ground.kernel.operations import guarded

SEEN = """
    (state = 'published' AND level <= (SELECT onewindow_clearance()))
    OR (state = 'published' AND level <= 1 AND (SELECT onewindow_bodies()) IS NOT NULL)
    OR provider_id = ANY ((SELECT onewindow_bodies())::uuid[])
    OR (SELECT onewindow_sees_all()) OR (SELECT onewindow_keeps_catalogue())
"""
OF_A_SEEN_RESOURCE = "resource_id IN (SELECT r.id FROM registers_catalogue_informationresource r)"

WORDS = """
CREATE FUNCTION onewindow_has_words(texts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN jsonb_typeof(texts) = 'object'
        THEN EXISTS (SELECT FROM jsonb_each_text(texts) t WHERE btrim(t.value) <> '')
        ELSE false END
$$;
ALTER TABLE registers_catalogue_informationresource
    ADD CONSTRAINT resource_named CHECK (onewindow_has_words(name)),
    ADD CONSTRAINT resource_described CHECK (onewindow_has_words(abstract)),
    ADD CONSTRAINT resource_of_a_function_or_party_task
        CHECK (function_id IS NOT NULL OR onewindow_has_words(party_task));
ALTER TABLE registers_catalogue_resourcecategory
    ADD CONSTRAINT category_named CHECK (onewindow_has_words(title));
ALTER TABLE registers_catalogue_dataelement
    ADD CONSTRAINT element_named CHECK (onewindow_has_words(title)),
    ADD CONSTRAINT element_defined CHECK (onewindow_has_words(definition));
ALTER TABLE registers_catalogue_register
    ADD CONSTRAINT register_named CHECK (onewindow_has_words(name));
ALTER TABLE registers_catalogue_informationsystem
    ADD CONSTRAINT system_named CHECK (onewindow_has_words(name)),
    ADD CONSTRAINT system_has_a_purpose CHECK (onewindow_has_words(purpose));
"""
NO_WORDS = """
ALTER TABLE registers_catalogue_informationsystem
    DROP CONSTRAINT system_named, DROP CONSTRAINT system_has_a_purpose;
ALTER TABLE registers_catalogue_register DROP CONSTRAINT register_named;
ALTER TABLE registers_catalogue_dataelement
    DROP CONSTRAINT element_named, DROP CONSTRAINT element_defined;
ALTER TABLE registers_catalogue_resourcecategory DROP CONSTRAINT category_named;
ALTER TABLE registers_catalogue_informationresource
    DROP CONSTRAINT resource_named, DROP CONSTRAINT resource_described,
    DROP CONSTRAINT resource_of_a_function_or_party_task;
DROP FUNCTION onewindow_has_words(jsonb);
"""

KEPT = """
CREATE FUNCTION onewindow_keep_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.scheme, NEW.code, NEW.parent_id)
            IS DISTINCT FROM (OLD.scheme, OLD.code, OLD.parent_id) THEN
        RAISE EXCEPTION 'A category stays where it is.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM registers_catalogue_resourcecategory c
         WHERE c.id = NEW.parent_id AND c.scheme = NEW.scheme) THEN
        RAISE EXCEPTION 'A category stands under one of its own scheme.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'category_placed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER category_placed BEFORE INSERT OR UPDATE ON registers_catalogue_resourcecategory
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_category();

CREATE FUNCTION onewindow_keep_resource() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.identifier, NEW.metadata_identifier, NEW.region)
            IS DISTINCT FROM (OLD.identifier, OLD.metadata_identifier, OLD.region) THEN
        RAISE EXCEPTION 'A resource is withdrawn, never deleted; its identifiers stay.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'resource_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER resource_kept BEFORE UPDATE OR DELETE ON registers_catalogue_informationresource
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_resource();
"""
NOT_KEPT = """
DROP TRIGGER resource_kept ON registers_catalogue_informationresource;
DROP FUNCTION onewindow_keep_resource();
DROP TRIGGER category_placed ON registers_catalogue_resourcecategory;
DROP FUNCTION onewindow_keep_category();
"""

SOURCED = """
-- Who names a source or declares a collection takes the locks in one order: the element first. So
-- two transactions that are lawful by what each sees cannot together break what follows.
CREATE FUNCTION onewindow_element_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM registers_catalogue_dataelement WHERE id = NEW.element_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER element_first BEFORE INSERT OR UPDATE ON registers_catalogue_elementsource
    FOR EACH ROW EXECUTE FUNCTION onewindow_element_first();
CREATE TRIGGER element_first BEFORE INSERT OR UPDATE ON registers_catalogue_collection
    FOR EACH ROW EXECUTE FUNCTION onewindow_element_first();

-- At least one source while the element is active (INV-10); at most one by the exclusion constraint.
CREATE FUNCTION onewindow_element_sourced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
    e registers_catalogue_dataelement%ROWTYPE;
    needed daterange;
BEGIN
    IF TG_TABLE_NAME = 'registers_catalogue_dataelement' THEN
        touched := ARRAY[NEW.id];
    ELSIF TG_OP = 'INSERT' THEN
        touched := ARRAY[NEW.element_id];
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY[OLD.element_id];
    ELSE
        touched := ARRAY[OLD.element_id, NEW.element_id];
    END IF;
    FOR e IN SELECT * FROM registers_catalogue_dataelement
              WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE LOOP
        CONTINUE WHEN e.active_from IS NULL;
        needed := daterange(e.active_from, e.retired_on);
        IF NOT isempty(needed) AND NOT COALESCE((
            SELECT range_agg(s.during) @> needed FROM registers_catalogue_elementsource s
             WHERE s.element_id = e.id), false) THEN
            RAISE EXCEPTION 'SOURCE_MISSING: no register holds % in all of %.', e.code, needed
                USING ERRCODE = 'check_violation', CONSTRAINT = 'element_sourced';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER element_sourced AFTER INSERT OR UPDATE ON registers_catalogue_dataelement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_element_sourced();
CREATE CONSTRAINT TRIGGER element_sourced
    AFTER INSERT OR UPDATE OR DELETE ON registers_catalogue_elementsource
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_element_sourced();

-- A register is a source only while it is kept.
CREATE FUNCTION onewindow_source_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    register uuid := CASE TG_TABLE_NAME WHEN 'registers_catalogue_register' THEN NEW.id END;
    closed text;
BEGIN
    IF register IS NULL THEN
        register := NEW.register_id;
        PERFORM 1 FROM registers_catalogue_register WHERE id = register FOR SHARE;
    END IF;
    SELECT r.code INTO closed FROM registers_catalogue_elementsource s
      JOIN registers_catalogue_register r ON r.id = s.register_id
     WHERE r.id = register AND r.retired_on IS NOT NULL
       AND NOT s.during <@ daterange(NULL, r.retired_on) LIMIT 1;
    IF closed IS NOT NULL THEN
        RAISE EXCEPTION 'REGISTER_IN_USE: % is retired while it is a source.', closed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'source_kept';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER source_kept AFTER INSERT OR UPDATE ON registers_catalogue_elementsource
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_source_kept();
CREATE CONSTRAINT TRIGGER source_kept
    AFTER UPDATE OF retired_on ON registers_catalogue_register
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_source_kept();

-- Nothing that a register holds is collected a second time (AC-2.1d).
CREATE FUNCTION onewindow_collected_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    twice record;
BEGIN
    SELECT e.code AS element, r.code AS register INTO twice
      FROM registers_catalogue_collection c
      JOIN registers_catalogue_elementsource s
        ON s.element_id = c.element_id AND s.during && c.during
      JOIN registers_catalogue_register r ON r.id = s.register_id
      JOIN registers_catalogue_dataelement e ON e.id = c.element_id
     WHERE r.system_id IS DISTINCT FROM c.system_id
       AND CASE TG_TABLE_NAME
               WHEN 'registers_catalogue_collection' THEN c.id = NEW.id
               WHEN 'registers_catalogue_elementsource' THEN s.id = NEW.id
               ELSE r.id = NEW.id
           END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ALREADY_HELD: % holds % already.', twice.register, twice.element
            USING ERRCODE = 'check_violation', CONSTRAINT = 'collected_once';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER collected_once AFTER INSERT OR UPDATE ON registers_catalogue_collection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_collected_once();
CREATE CONSTRAINT TRIGGER collected_once AFTER INSERT OR UPDATE ON registers_catalogue_elementsource
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_collected_once();
CREATE CONSTRAINT TRIGGER collected_once
    AFTER UPDATE OF system_id ON registers_catalogue_register
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_collected_once();

-- Whoever keeps the catalogue: a catalogue manager or the data authority, in a post that counts.
CREATE FUNCTION onewindow_keeps_catalogue() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM registers_institutions_official o
          JOIN registers_institutions_post p ON p.id = o.post_id
          JOIN registers_institutions_body b ON b.id = p.body_id
          JOIN ground_jurisdiction_region r ON r.code = b.region
         CROSS JOIN LATERAL (
            SELECT COALESCE(NULLIF(current_setting('onewindow.at', true), '')::timestamptz, now())
                AS instant) n
         WHERE p.role IN ('catalogue_manager', 'data_authority')
           AND 'person:' || o.account_id = onewindow_actor()
           AND p.body_id = ANY (onewindow_bodies())
           AND o.during @> (n.instant AT TIME ZONE r.time_zone)::date
           AND (o.left_at IS NULL OR o.left_at > n.instant))
$$;
"""
NOT_SOURCED = """
DROP FUNCTION onewindow_keeps_catalogue();
DROP TRIGGER collected_once ON registers_catalogue_register;
DROP TRIGGER collected_once ON registers_catalogue_elementsource;
DROP TRIGGER collected_once ON registers_catalogue_collection;
DROP FUNCTION onewindow_collected_once();
DROP TRIGGER source_kept ON registers_catalogue_register;
DROP TRIGGER source_kept ON registers_catalogue_elementsource;
DROP FUNCTION onewindow_source_kept();
DROP TRIGGER element_sourced ON registers_catalogue_elementsource;
DROP TRIGGER element_sourced ON registers_catalogue_dataelement;
DROP FUNCTION onewindow_element_sourced();
DROP TRIGGER element_first ON registers_catalogue_collection;
DROP TRIGGER element_first ON registers_catalogue_elementsource;
DROP FUNCTION onewindow_element_first();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registers_catalogue", "0001_initial"),
        ("registers_institutions", "0002_data_roles"),
        ("ground_search", "0001_initial"),
        ("ground_kernel", "0001_ground"),
    ]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(SOURCED, NOT_SOURCED),
        guarded("registers_catalogue_informationresource", SEEN, writable="true"),
        guarded("registers_catalogue_resourceelement", OF_A_SEEN_RESOURCE, writable="true"),
        guarded("registers_catalogue_resourceincategory", OF_A_SEEN_RESOURCE, writable="true"),
    ]
