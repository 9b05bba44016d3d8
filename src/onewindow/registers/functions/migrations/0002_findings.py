"""Findings are heard before they are decided, and decided once, never by the party that gains."""

import django.db.models.deletion
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
from onewindow.ground.kernel.operations import append_only

UP = """
CREATE FUNCTION onewindow_finding_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unheard text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'FINDING_STAYS: a finding is decided, never deleted.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.decision <> '' THEN
            RAISE EXCEPTION 'FINDING_NOT_HEARD: a finding begins open.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.decision <> '' THEN
        RAISE EXCEPTION 'FINDING_STAYS: a decided finding stays as it was decided.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
    END IF;
    IF NEW.kind <> OLD.kind OR NEW.items <> OLD.items THEN
        RAISE EXCEPTION 'FINDING_STAYS: a finding stays about what it was about.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
    END IF;
    IF NEW.decision = '' THEN
        RETURN NEW;
    END IF;
    SELECT b.code INTO unheard
      FROM registers_functions_function f
      JOIN ground_jurisdiction_region r ON r.code = f.territory_id
      JOIN registers_functions_assignment a ON a.function_id = f.id AND a.mode = 'responsible'
       AND a.during @> (NEW.decided_at AT TIME ZONE r.time_zone)::date
      JOIN registers_institutions_body b ON b.id = a.body_id
     WHERE 'function:' || f.id = ANY (NEW.items)
       AND NOT EXISTS (SELECT 1 FROM registers_functions_statement s
                        WHERE s.finding_id = NEW.id AND s.body_id = b.id)
     LIMIT 1;
    IF unheard IS NOT NULL THEN
        RAISE EXCEPTION 'FINDING_NOT_HEARD: % has not been heard.', unheard
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
    END IF;
    IF EXISTS (SELECT 1 FROM registers_institutions_official o
                 JOIN registers_institutions_post p ON p.id = o.post_id
                 JOIN registers_institutions_body b ON b.id = p.body_id
                 JOIN ground_jurisdiction_region r ON r.code = b.region
                WHERE b.id = NEW.in_favour_of_id AND 'person:' || o.account_id = NEW.decided_by
                  AND o.during @> (NEW.decided_at AT TIME ZONE r.time_zone)::date
                  AND (o.left_at IS NULL OR o.left_at > NEW.decided_at)) THEN
        RAISE EXCEPTION 'DECIDES_OWN_CASE: who gains by a finding does not decide it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_rules';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER finding_rules BEFORE INSERT OR UPDATE OR DELETE
    ON registers_functions_overlapfinding
    FOR EACH ROW EXECUTE FUNCTION onewindow_finding_rules();

-- Nobody is heard after the decision.
CREATE FUNCTION onewindow_statement_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM registers_functions_overlapfinding
      WHERE id = NEW.finding_id AND decision = '' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'FINDING_UNKNOWN: the finding is decided already.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_in_time';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER statement_in_time BEFORE INSERT ON registers_functions_statement
    FOR EACH ROW EXECUTE FUNCTION onewindow_statement_in_time();
"""

DOWN = """
DROP TRIGGER statement_in_time ON registers_functions_statement;
DROP FUNCTION onewindow_statement_in_time();
DROP TRIGGER finding_rules ON registers_functions_overlapfinding;
DROP FUNCTION onewindow_finding_rules();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registers_functions", "0001_initial"),
        ("registers_institutions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scan",
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
                ("at", models.DateTimeField(default=onewindow.ground.kernel.tables.instant)),
                ("functions", models.PositiveIntegerField()),
                ("compared", models.PositiveIntegerField()),
                ("recorded", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="overlapfinding",
            name="in_favour_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.CreateModel(
            name="Statement",
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
                ("words", models.TextField()),
                ("said_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=80)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers_institutions.body",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="registers_functions.overlapfinding",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["finding", "body"], name="statement_of_finding")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="statement_says_something",
                    )
                ],
            },
        ),
        migrations.RunSQL(UP, DOWN),
        append_only("registers_functions_statement"),
        append_only("registers_functions_scan"),
    ]
