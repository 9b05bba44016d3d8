"""Versions of forms that nobody changes once in use, and drafts that only their holder sees."""

import django.db.models.deletion
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
from onewindow.ground.kernel.operations import guarded

KEEP = """
CREATE FUNCTION flow_forms_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'A version of a form begins as a draft.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A version of a form that was in use is kept.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'draft'
       AND to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state'
       OR (OLD.state, NEW.state) NOT IN (
           ('draft', 'draft'), ('draft', 'published'), ('published', 'published'),
           ('published', 'retired'), ('retired', 'retired')) THEN
        RAISE EXCEPTION 'A version of a form that was in use never changes (INV-07).'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON flow_forms_formversion
    FOR EACH ROW EXECUTE FUNCTION flow_forms_keep_version();
ALTER TABLE flow_forms_formversion ADD CONSTRAINT form_version_code_of_schema
    CHECK (schema ->> 'code' = code);

CREATE FUNCTION flow_forms_keep_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT state INTO found FROM flow_forms_formversion WHERE id = NEW.form_version_id;
        IF found IS DISTINCT FROM 'published' THEN
            RAISE EXCEPTION 'A draft begins on a form that is in use (draft_on_published_form).'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_on_published_form';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.submitted_at IS NOT NULL THEN
        RAISE EXCEPTION 'What was submitted never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.created_at, NEW.form_version_id, NEW.service_id, NEW.holder, NEW.region)
       IS DISTINCT FROM
       (OLD.id, OLD.created_at, OLD.form_version_id, OLD.service_id, OLD.holder, OLD.region) THEN
        RAISE EXCEPTION 'A draft keeps its form, service, holder and region.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON flow_forms_draft
    FOR EACH ROW EXECUTE FUNCTION flow_forms_keep_draft();
"""

LET_GO = """
DROP TRIGGER keep ON flow_forms_draft;
DROP FUNCTION flow_forms_keep_draft();
ALTER TABLE flow_forms_formversion DROP CONSTRAINT form_version_code_of_schema;
DROP TRIGGER keep ON flow_forms_formversion;
DROP FUNCTION flow_forms_keep_version();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ground_kernel", "0001_ground"),
        ("ground_jurisdiction", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormVersion",
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
                ("code", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("schema", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="form_version_numbered_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("code",),
                        name="form_one_published_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "retired"])),
                        name="form_version_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
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
                ("service_id", models.UUIDField()),
                ("holder", models.CharField(max_length=120)),
                ("answers", models.JSONField(default=dict)),
                ("page", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "region",
                    models.ForeignKey(
                        db_column="region",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground_jurisdiction.region",
                    ),
                ),
                (
                    "form_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="flow_forms.formversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["holder"], name="draft_holder")],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
        guarded("flow_forms_draft", "holder = onewindow_actor() OR onewindow_sees_all()"),
    ]
