"""Reorganisations, further legal bases, and delegations that name instrument and end."""

import django.db.models.deletion
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
import onewindow.registers.functions.types

BEFORE = """
-- A delegation without instrument or end is not one: what such a body did goes on as help.
UPDATE registers_functions_assignment SET mode = 'cooperating'
 WHERE mode = 'delegated' AND (basis = '' OR upper_inf(during));
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

UP = """
-- A delegation has somebody who answers for it: in all of its time a body is responsible.
CREATE FUNCTION onewindow_delegation_accounted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
    f registers_functions_function%ROWTYPE;
    delegated datemultirange;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY[NEW.function_id];
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY[OLD.function_id];
    ELSE
        touched := ARRAY[OLD.function_id, NEW.function_id];
    END IF;
    FOR f IN SELECT * FROM registers_functions_function
              WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE LOOP
        SELECT range_agg(a.during) INTO delegated FROM registers_functions_assignment a
         WHERE a.function_id = f.id AND a.mode = 'delegated';
        IF delegated IS NOT NULL AND NOT COALESCE((
            SELECT range_agg(a.during) @> delegated FROM registers_functions_assignment a
             WHERE a.function_id = f.id AND a.mode = 'responsible'), false) THEN
            RAISE EXCEPTION 'DELEGATION_UNACCOUNTED: nobody answers for a delegation of %.', f.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_accounted';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER delegation_accounted
    AFTER INSERT OR UPDATE OR DELETE ON registers_functions_assignment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION onewindow_delegation_accounted();

-- planned -> decided -> in_force; planned | decided -> withdrawn. What was decided stays as it was.
CREATE FUNCTION onewindow_reorganisation_runs_forwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'REORGANISATION_KEPT: a reorganisation is withdrawn, never deleted.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_runs_forwards';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'planned' THEN
            RAISE EXCEPTION 'REORGANISATION_STATE: it begins as a plan.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_runs_forwards';
        END IF;
    ELSIF (OLD.title, OLD."on", OLD.basis, OLD.planned_by, OLD.planned_by_label)
            IS DISTINCT FROM (NEW.title, NEW."on", NEW.basis, NEW.planned_by, NEW.planned_by_label)
        OR (OLD.decided_by <> '' AND OLD.decided_by <> NEW.decided_by)
        OR (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
            ('planned', 'decided'), ('planned', 'withdrawn'),
            ('decided', 'in_force'), ('decided', 'withdrawn'))) THEN
        RAISE EXCEPTION 'REORGANISATION_STATE: % does not become %, and a plan is not rewritten.',
            OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_runs_forwards';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER reorganisation_runs_forwards
    BEFORE INSERT OR UPDATE OR DELETE ON registers_functions_reorganisation
    FOR EACH ROW EXECUTE FUNCTION onewindow_reorganisation_runs_forwards();

-- The lines of a reorganisation are those of its plan; only what a withdrawal puts back is added.
CREATE FUNCTION onewindow_reorganisation_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life text;
BEGIN
    SELECT r.state INTO life FROM registers_functions_reorganisation r
     WHERE r.id = COALESCE(NEW.reorganisation_id, OLD.reorganisation_id);
    IF life IS DISTINCT FROM 'planned' OR TG_OP = 'DELETE' OR (TG_OP = 'UPDATE'
            AND to_jsonb(OLD) - 'undo' IS DISTINCT FROM to_jsonb(NEW) - 'undo') THEN
        RAISE EXCEPTION 'REORGANISATION_STANDS: the lines of a % reorganisation stay.', life
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_stands';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reorganisation_stands
    BEFORE INSERT OR UPDATE OR DELETE ON registers_functions_reorganisationmove
    FOR EACH ROW EXECUTE FUNCTION onewindow_reorganisation_stands();
CREATE TRIGGER reorganisation_stands
    BEFORE INSERT OR UPDATE OR DELETE ON registers_functions_reorganisationclosing
    FOR EACH ROW EXECUTE FUNCTION onewindow_reorganisation_stands();
CREATE TRIGGER reorganisation_stands
    BEFORE INSERT OR UPDATE OR DELETE ON registers_functions_reorganisationpost
    FOR EACH ROW EXECUTE FUNCTION onewindow_reorganisation_stands();
"""

DOWN = """
DROP TRIGGER reorganisation_stands ON registers_functions_reorganisationpost;
DROP TRIGGER reorganisation_stands ON registers_functions_reorganisationclosing;
DROP TRIGGER reorganisation_stands ON registers_functions_reorganisationmove;
DROP FUNCTION onewindow_reorganisation_stands();
DROP TRIGGER reorganisation_runs_forwards ON registers_functions_reorganisation;
DROP FUNCTION onewindow_reorganisation_runs_forwards();
DROP TRIGGER delegation_accounted ON registers_functions_assignment;
DROP FUNCTION onewindow_delegation_accounted();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ground_jurisdiction", "0002_law"),
        ("registers_functions", "0002_findings"),
        ("registers_institutions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="FunctionBasis",
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
            ],
        ),
        migrations.CreateModel(
            name="Reorganisation",
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
                ("title", models.JSONField()),
                ("on", models.DateField()),
                ("basis", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        default=onewindow.registers.functions.types.ReorganisationState["PLANNED"],
                        max_length=10,
                    ),
                ),
                ("planned_by", models.CharField(max_length=80)),
                ("planned_by_label", models.CharField(max_length=300)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_by_label", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField(null=True)),
                ("took_effect_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReorganisationClosing",
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
                ("undo", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="ReorganisationMove",
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
                ("mode", models.CharField(max_length=12)),
                ("undo", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="ReorganisationPost",
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
                ("undo", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", onewindow.registers.functions.types.Mode["DELEGATED"]),
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(("basis", ""), _negated=True), ("during__endswith__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="delegation_names_instrument_and_end",
            ),
        ),
        migrations.AddField(
            model_name="functionbasis",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="further",
                to="registers_functions.function",
            ),
        ),
        migrations.AddField(
            model_name="functionbasis",
            name="legal_basis",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ground_jurisdiction.legalbasis",
            ),
        ),
        migrations.AddIndex(
            model_name="reorganisation",
            index=models.Index(
                condition=models.Q(("state", "decided")),
                fields=["on"],
                name="reorganisation_to_come",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            onewindow.registers.functions.types.ReorganisationState["PLANNED"],
                            onewindow.registers.functions.types.ReorganisationState["DECIDED"],
                            onewindow.registers.functions.types.ReorganisationState["IN_FORCE"],
                            onewindow.registers.functions.types.ReorganisationState["WITHDRAWN"],
                        ],
                    )
                ),
                name="reorganisation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", "")),
                    models.Q(
                        models.Q(("decided_by", ""), _negated=True),
                        ("decided_at__isnull", False),
                        models.Q(("decided_by", models.F("planned_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reorganisation_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state",
                            onewindow.registers.functions.types.ReorganisationState["PLANNED"],
                        ),
                        ("decided_by", ""),
                    ),
                    models.Q(
                        (
                            "state",
                            onewindow.registers.functions.types.ReorganisationState["DECIDED"],
                        ),
                        ("took_effect_at", None),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    models.Q(
                        (
                            "state",
                            onewindow.registers.functions.types.ReorganisationState["IN_FORCE"],
                        ),
                        ("took_effect_at__isnull", False),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    models.Q(
                        (
                            "state",
                            onewindow.registers.functions.types.ReorganisationState["WITHDRAWN"],
                        ),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reorganisation_state_has_its_facts",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationclosing",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationclosing",
            name="heir",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationclosing",
            name="reorganisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closings",
                to="registers_functions.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationmove",
            name="from_body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationmove",
            name="function",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_functions.function",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationmove",
            name="reorganisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="registers_functions.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationmove",
            name="to_body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationpost",
            name="from_body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationpost",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.post",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationpost",
            name="reorganisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="registers_functions.reorganisation",
            ),
        ),
        migrations.AddField(
            model_name="reorganisationpost",
            name="to_body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registers_institutions.body",
            ),
        ),
        migrations.AddConstraint(
            model_name="functionbasis",
            constraint=models.UniqueConstraint(
                fields=("function", "legal_basis"), name="function_basis_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationclosing",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "body"), name="reorganisation_closing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationmove",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "function", "from_body"), name="reorganisation_move_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "mode__in",
                        [
                            onewindow.registers.functions.types.Mode["RESPONSIBLE"],
                            onewindow.registers.functions.types.Mode["COOPERATING"],
                            onewindow.registers.functions.types.Mode["DELEGATED"],
                        ],
                    ),
                    models.Q(
                        models.Q(
                            ("mode", onewindow.registers.functions.types.Mode["RESPONSIBLE"]),
                            _negated=True,
                        ),
                        ("to_body__isnull", False),
                        _connector="OR",
                    ),
                    models.Q(
                        ("to_body", None),
                        models.Q(("to_body", models.F("from_body")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="reorganisation_move_has_a_goal",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationpost",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "post"), name="reorganisation_post_once"
            ),
        ),
        migrations.RunSQL(UP, DOWN),
    ]
