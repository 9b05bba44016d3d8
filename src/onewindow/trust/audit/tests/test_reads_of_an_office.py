"""What an office reads of the audit: refused attempts, a story, its own last line."""

from __future__ import annotations

import pytest
from tests.support.country import Country

from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.identity import public as identity
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NotAllowed


def test_refused_attempts_are_found_newest_first_and_nothing_else(country: Country) -> None:
    before = {line.seq for line in audit.refused_lines()}
    for login in ("mayor", "deng.kai"):
        with pytest.raises(NotAllowed), reading(country.official(login), "audit.view"):
            pass
    found = [line for line in audit.refused_lines() if line.seq not in before]
    assert [line.actor_label for line in found] == ["Deng Kai", "Gao Ming"]
    assert {line.outcome for line in audit.refused_lines()} == {"refused"}
    assert audit.refused_lines(1) == found[:1]


def test_the_story_of_several_things_is_told_in_one_row_oldest_first(country: Country) -> None:
    zhao, subject = country.official("zhao"), Ref.to("service", country.service("birth"))
    veto = security.impose_veto(zhao, subject=subject, public_reason="a", alternative="b")
    security.lift_veto(country.official("qian"), veto_id=veto, evidence="c")
    story = audit.story_of([Ref.to("veto", veto), subject])
    assert [line.action for line in story][-2:] == ["security.impose_veto", "security.lift_veto"]
    assert {(line.object_kind, line.object_id) for line in story} == {
        ("veto", str(veto)),
        ("service", subject.id),
    }
    assert audit.story_of([]) == []


def test_the_last_line_of_an_actor_is_the_attempt_just_made(country: Country) -> None:
    mayor = country.official("mayor")
    with pytest.raises(NotAllowed):
        identity.issue_link(mayor, account_id=country.account("zhao").id)
    line = audit.last_line_of(mayor.id)
    assert line is not None
    assert (line.action, line.outcome, line.fact["code"]) == (
        "identity.issue_link",
        "refused",
        "NOT_ALLOWED",
    )
    assert audit.last_line_of("person:nobody") is None
