"""An import: whole batches, a rejection for each broken record, lines and rows together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from onewindow.ground.kernel import commands, frames, imports, permissions
from onewindow.ground.kernel.actor import ANONYMOUS, IMPORTER, Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.errors import Invalid, Refused
from onewindow.ground.kernel.imports import Counts, Noted, Rejected, Taken, Taking
from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.audit import public as audit

pytestmark = pytest.mark.django_db

SOURCE = Ref("import", "toys")


class Toys:
    """Two commands that live only in this module, and rows in a table that is at hand."""

    def __init__(self) -> None:
        @command("toys.take_in", on=lambda name: Matter(Ref("toy", name)))
        def take_in(actor: Actor, /, *, name: str) -> Taken:
            if name == "bad":
                raise Invalid(reason="It is bad.")
            if name == "crash":
                raise ZeroDivisionError
            _, is_new = ContentType.objects.get_or_create(app_label="toys", model=name)
            if name == "late":
                inside(actor, name="of late")
                raise Invalid(reason="It is bad after all.")
            return Taken.CREATED if is_new else Taken.UNCHANGED

        @command("toys.inside", on=lambda name: Matter(Ref("toy", name)))
        def inside(actor: Actor, /, *, name: str) -> None:
            frames.note(seen=True)

        @command("toys.take_in_batch", on=lambda names: Matter(SOURCE))
        def take_in_batch(actor: Actor, /, *, names: Sequence[object]) -> Counts:
            taking = Taking(
                origin=SOURCE,
                action="toys.take_in",
                take=lambda name: take_in(actor, name=name),
                on=lambda name: Ref("toy", name),
                source=lambda name: f"toy {name}",
            )
            return imports.take_batch(names, taking)

        self.take_in, self.take_in_batch = take_in, take_in_batch

    def run(
        self, *names: object, size: int = 200, actor: Actor = IMPORTER, **more: object
    ) -> Counts:
        return imports.run(
            names, lambda some: self.take_in_batch(actor, names=some), size=size, **more
        )


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Toys]:
    monkeypatch.setattr(commands, "COMMANDS", {})
    monkeypatch.setattr(permissions, "_table", dict(permissions._table))
    for action in ("toys.take_in", "toys.take_in_batch", "toys.inside"):
        permit(action, Role.IMPORTER, scope=Scope.ALL, words="the importer")
    yield Toys()


def kept() -> set[str]:
    return set(ContentType.objects.filter(app_label="toys").values_list("model", flat=True))


def lines(of: Ref) -> list[tuple[str, str]]:
    return [(line.action, line.outcome) for line in audit.lines_about(of)]


def test_each_record_has_its_own_line_through_the_batch_and_the_batch_one_with_counts(
    toys: Toys,
) -> None:
    counts = toys.run("ball", "doll")
    assert counts.data() == {
        "read": 2, "created": 2, "updated": 0, "unchanged": 0, "rejected": []
    }  # fmt: skip
    ball, doll = (audit.lines_about(Ref("toy", name))[0] for name in ("ball", "doll"))
    assert (ball.through, ball.outcome) == (("toys.take_in_batch",), "done")
    assert ball.actor_id == "system:importer"
    batch = audit.lines_about(SOURCE)[0]
    assert batch.fact == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "rejected": 0}
    assert ball.seq < doll.seq < batch.seq


def test_a_second_run_changes_nothing(toys: Toys) -> None:
    toys.run("ball", "doll")
    counts = toys.run("ball", "doll")
    assert (counts.read, counts.unchanged) == (2, 2)


def test_a_broken_record_costs_one_rejection_and_leaves_a_line_that_says_why(toys: Toys) -> None:
    counts = toys.run("ball", "bad", "doll")
    assert (counts.read, counts.created) == (3, 2)
    sentence = "This cannot be taken as it is. It is bad."
    assert counts.rejected == [Rejected("toy bad", sentence)]
    assert kept() == {"ball", "doll"}
    (line,) = audit.lines_about(Ref("toy", "bad"))
    assert (line.outcome, line.fact) == ("refused", {"code": "INVALID", "sentence": sentence})
    assert line.through == ("toys.take_in_batch",)


def test_what_a_rejected_record_did_before_is_gone_with_the_lines_of_it(toys: Toys) -> None:
    toys.run("ball", "late")
    assert kept() == {"ball"}
    assert lines(Ref("toy", "of late")) == []
    assert lines(Ref("toy", "late")) == [("toys.take_in", "refused")]


@pytest.mark.parametrize("name", ["x" * 101, "nul\x00nul"])
def test_what_the_database_cannot_keep_is_a_rejection_too(toys: Toys, name: str) -> None:
    counts = toys.run("ball", name, "doll")
    assert counts.created == 2
    assert counts.rejected[0].reason.startswith("The database cannot keep this record:")
    assert kept() == {"ball", "doll"}


def test_what_no_reader_could_read_is_counted_and_witnessed_and_a_note_is_neither(
    toys: Toys,
) -> None:
    counts = toys.run(Rejected("a.xml", "Not XML."), "ball", Noted("ball", "It is red."))
    assert (counts.read, counts.created) == (2, 1)
    assert counts.notes == [Noted("ball", "It is red.")]
    (line,) = audit.lines_about(Ref("record", "a.xml"))
    assert line.fact == {"code": "UNREADABLE", "sentence": "The record could not be read: Not XML."}
    assert "notes" not in counts.data()


def test_a_file_name_that_is_no_text_does_not_cost_the_batch(toys: Toys) -> None:
    counts = toys.run("ball", Rejected(imports.plain("\udcff\x00.xml"), "Not XML."))
    assert counts.rejected[0].source == "??.xml"
    assert kept() == {"ball"}
    assert lines(Ref("record", "??.xml")) == [("toys.take_in", "refused")]


def test_a_fault_in_the_batch_loses_its_rows_and_its_lines_and_neither_of_the_batch_before(
    toys: Toys,
) -> None:
    counts = Counts()
    with pytest.raises(ZeroDivisionError):
        toys.run("a", "b", "c", "crash", "d", size=2, counts=counts)
    assert kept() == {"a", "b"}
    assert lines(Ref("toy", "b")) == [("toys.take_in", "done")]
    assert lines(Ref("toy", "c")) == []
    assert lines(SOURCE) == [("toys.take_in_batch", "done")]
    assert (counts.read, counts.created) == (2, 2)


def test_when_the_lines_cannot_be_written_the_rows_are_lost_with_them(
    toys: Toys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(lines: object) -> None:
        raise IntegrityError("no room for witnesses")

    monkeypatch.setattr(audit, "record_many", broken)
    with pytest.raises(IntegrityError):
        toys.run("a", "b")
    assert kept() == set()


def test_ctrl_c_leaves_whole_batches(toys: Toys) -> None:
    def names() -> Iterator[str]:
        yield from ("a", "b", "c")
        raise KeyboardInterrupt

    counts = Counts()
    with pytest.raises(KeyboardInterrupt):
        imports.run(
            names(), lambda some: toys.take_in_batch(IMPORTER, names=some), size=2, counts=counts
        )
    assert kept() == {"a", "b"}
    assert counts.created == 2


def test_whoever_may_not_import_leaves_nothing_but_the_refusal(toys: Toys) -> None:
    with pytest.raises(Refused):
        toys.run("a", actor=ANONYMOUS)
    assert kept() == set()
    assert lines(SOURCE) == [("toys.take_in_batch", "refused")]


def test_progress_is_told_after_each_batch(toys: Toys) -> None:
    told: list[int] = []
    toys.run("a", "b", "c", size=2, progress=lambda counts: told.append(counts.read))
    assert told == [2, 3]


def test_the_lines_of_a_batch_are_one_copy(toys: Toys) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        toys.run("a", "b", "c", "bad")
    words = [query["sql"].split()[0] for query in seen.captured_queries]
    assert sum("COPY" in query["sql"] for query in seen.captured_queries) == 1
    assert sum("INSERT INTO trust_audit" in query["sql"].replace("\n", " ")
               for query in seen.captured_queries) == 1, words  # fmt: skip


def test_lines_are_not_gathered_outside_of_a_command() -> None:
    with pytest.raises(RuntimeError), frames.gathering():
        pass


def test_a_command_alone_writes_its_line_at_once(toys: Toys) -> None:
    toys.take_in(IMPORTER, name="ball")
    assert lines(Ref("toy", "ball")) == [("toys.take_in", "done")]
