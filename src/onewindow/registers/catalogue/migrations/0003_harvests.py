"""Other catalogues, the runs over them, and what they describe."""

import django.db.models.deletion
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
import onewindow.registers.catalogue.types

KEPT = """
CREATE FUNCTION onewindow_keep_catalogue_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.code, NEW.address, NEW.format)
            IS DISTINCT FROM (OLD.code, OLD.address, OLD.format) THEN
        RAISE EXCEPTION 'A source stays what was approved; another address is another source.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'catalogue_source_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER catalogue_source_kept BEFORE UPDATE OR DELETE ON registers_catalogue_cataloguesource
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_catalogue_source();

CREATE FUNCTION onewindow_keep_harvested() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.source_id, NEW.iri, NEW.code)
            IS DISTINCT FROM (OLD.source_id, OLD.iri, OLD.code) THEN
        RAISE EXCEPTION 'What a source described is withdrawn, never deleted nor given to another.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'harvested_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER harvested_kept BEFORE UPDATE OR DELETE ON registers_catalogue_harvestedresource
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_harvested();

CREATE FUNCTION onewindow_keep_harvest_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.source_id <> OLD.source_id OR NEW.number < OLD.number
            OR (OLD.state <> NEW.state AND OLD.state <> 'running'
                AND NOT (OLD.state = 'held' AND NEW.state = 'confirmed'))
            OR (OLD.state = 'running' AND NEW.state = 'confirmed') THEN
        RAISE EXCEPTION 'A run ends once, and is kept.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'harvest_run_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER harvest_run_kept BEFORE UPDATE OR DELETE ON registers_catalogue_harvestrun
    FOR EACH ROW EXECUTE FUNCTION onewindow_keep_harvest_run();
"""
NOT_KEPT = """
DROP TRIGGER harvest_run_kept ON registers_catalogue_harvestrun;
DROP FUNCTION onewindow_keep_harvest_run();
DROP TRIGGER harvested_kept ON registers_catalogue_harvestedresource;
DROP FUNCTION onewindow_keep_harvested();
DROP TRIGGER catalogue_source_kept ON registers_catalogue_cataloguesource;
DROP FUNCTION onewindow_keep_catalogue_source();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ground_jurisdiction", "0002_law"),
        ("registers_catalogue", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueSource",
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
                ("code", models.CharField(max_length=60, unique=True)),
                ("title", models.JSONField()),
                ("address", models.CharField(blank=True, max_length=900)),
                ("format", models.CharField(max_length=10)),
                ("cycle", models.CharField(blank=True, max_length=20)),
                ("most_gone", models.PositiveSmallIntegerField()),
                ("etag", models.CharField(blank=True, max_length=200)),
                ("last_modified", models.CharField(blank=True, max_length=80)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground_jurisdiction.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HarvestedResource",
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
                ("iri", models.CharField(max_length=900)),
                ("code", models.CharField(max_length=90)),
                ("title", models.JSONField()),
                ("said", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        default=onewindow.registers.catalogue.types.HarvestedState["SHOWN"],
                        max_length=10,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to="registers_catalogue.cataloguesource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HarvestRun",
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
                (
                    "state",
                    models.CharField(
                        default=onewindow.registers.catalogue.types.HarvestState["RUNNING"],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1)),
                ("lease_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                ("lines", models.JSONField(default=list)),
                ("gone", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="registers_catalogue.cataloguesource",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cataloguesource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "format__in",
                        [
                            onewindow.registers.catalogue.types.HarvestFormat["DCAT"],
                            onewindow.registers.catalogue.types.HarvestFormat["DATA_JSON"],
                            onewindow.registers.catalogue.types.HarvestFormat["CKAN"],
                        ],
                    )
                ),
                name="catalogue_source_format_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cataloguesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_gone__lte", 100)),
                name="catalogue_source_threshold_in_per_cent",
            ),
        ),
        migrations.AddConstraint(
            model_name="cataloguesource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cycle", ""), ("due_at", None)),
                    models.Q(("address", ""), _negated=True),
                    _connector="OR",
                ),
                name="catalogue_source_asked_where_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestedresource",
            constraint=models.UniqueConstraint(fields=("source", "iri"), name="harvested_once"),
        ),
        migrations.AddConstraint(
            model_name="harvestedresource",
            constraint=models.UniqueConstraint(
                fields=("source", "code"), name="harvested_at_one_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestedresource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            onewindow.registers.catalogue.types.HarvestedState["SHOWN"],
                            onewindow.registers.catalogue.types.HarvestedState["WITHDRAWN"],
                        ],
                    )
                ),
                name="harvested_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestedresource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", onewindow.registers.catalogue.types.HarvestedState["SHOWN"]),
                        ("withdrawn_at", None),
                    ),
                    models.Q(
                        ("state", onewindow.registers.catalogue.types.HarvestedState["WITHDRAWN"]),
                        ("withdrawn_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="harvested_withdrawn_at_an_instant",
            ),
        ),
        migrations.AddIndex(
            model_name="harvestrun",
            index=models.Index(fields=["source", "created_at"], name="harvest_of_source"),
        ),
        migrations.AddConstraint(
            model_name="harvestrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            onewindow.registers.catalogue.types.HarvestState["RUNNING"],
                            onewindow.registers.catalogue.types.HarvestState["DONE"],
                            onewindow.registers.catalogue.types.HarvestState["UNCHANGED"],
                            onewindow.registers.catalogue.types.HarvestState["FAILED"],
                            onewindow.registers.catalogue.types.HarvestState["HELD"],
                            onewindow.registers.catalogue.types.HarvestState["CONFIRMED"],
                        ],
                    )
                ),
                name="harvest_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", onewindow.registers.catalogue.types.HarvestState["RUNNING"]),
                        ("ended_at", None),
                        ("lease_until__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("state", onewindow.registers.catalogue.types.HarvestState["RUNNING"]),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                        ("lease_until", None),
                    ),
                    _connector="OR",
                ),
                name="harvest_runs_on_a_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state", onewindow.registers.catalogue.types.HarvestState["RUNNING"])
                ),
                fields=("source",),
                name="harvest_one_run_at_a_time",
            ),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
