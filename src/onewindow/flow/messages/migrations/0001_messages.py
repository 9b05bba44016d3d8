"""Messages and the outbox, each row shown to its reader only."""

import django.db.models.deletion
from django.db import migrations, models

import onewindow.ground.kernel.ids
import onewindow.ground.kernel.tables
from onewindow.ground.kernel.operations import guarded

KEEP = """
CREATE FUNCTION flow_messages_keep_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.read_at IS NOT NULL
       OR to_jsonb(NEW) - 'read_at' IS DISTINCT FROM to_jsonb(OLD) - 'read_at' THEN
        RAISE EXCEPTION 'A message is kept as it was told; it is read once.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON flow_messages_message
    FOR EACH ROW EXECUTE FUNCTION flow_messages_keep_message();

CREATE FUNCTION flow_messages_keep_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'sent' OR (OLD.state = 'failed' AND NEW.state = 'sent')
       OR (NEW.id, NEW.message_id, NEW.channel, NEW.address, NEW.created_at)
          IS DISTINCT FROM (OLD.id, OLD.message_id, OLD.channel, OLD.address, OLD.created_at) THEN
        RAISE EXCEPTION 'A delivery keeps its message and address, and what is sent stays sent.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON flow_messages_delivery
    FOR EACH ROW EXECUTE FUNCTION flow_messages_keep_delivery();

REVOKE DELETE, TRUNCATE ON flow_messages_message, flow_messages_delivery FROM onewindow_app;
"""

LET_GO = """
DROP TRIGGER keep ON flow_messages_message;
DROP TRIGGER keep ON flow_messages_delivery;
DROP FUNCTION flow_messages_keep_message();
DROP FUNCTION flow_messages_keep_delivery();
GRANT DELETE ON flow_messages_message, flow_messages_delivery TO onewindow_app;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("ground_kernel", "0001_ground")]

    operations = [
        migrations.CreateModel(
            name="Message",
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
                ("recipient", models.CharField(max_length=120)),
                ("code", models.CharField(max_length=80)),
                ("facts", models.JSONField(default=dict)),
                ("language", models.CharField(max_length=12)),
                ("about", models.CharField(blank=True, max_length=170)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("recipient"),
                        models.OrderBy(models.F("created_at"), descending=True),
                        name="message_inbox",
                    ),
                    models.Index(
                        models.F("recipient"),
                        condition=models.Q(("read_at", None)),
                        name="message_unread",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("channel", models.CharField(max_length=20)),
                ("address", models.CharField(max_length=254)),
                ("state", models.CharField(default="queued", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_try_at",
                    models.DateTimeField(default=onewindow.ground.kernel.tables.instant),
                ),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="flow_messages.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("next_try_at"),
                        condition=models.Q(("state", "queued")),
                        name="delivery_due",
                    ),
                    models.Index(
                        models.F("created_at"),
                        condition=models.Q(("state", "failed")),
                        name="delivery_failed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "channel"), name="one_copy_by_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "sent", "failed"])),
                        name="delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="delivery_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attempts__lte", 8)), name="delivery_attempts_bounded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address__regex", "^[^[:space:][:cntrl:]]+$")),
                        name="delivery_address_is_one_word",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
        guarded(
            "flow_messages_message",
            "recipient = onewindow_actor() OR onewindow_sees_all()",
            writable="true",
        ),
        guarded("flow_messages_delivery", "onewindow_sees_all()", writable="true"),
    ]
