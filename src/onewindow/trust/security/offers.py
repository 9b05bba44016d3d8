"""What security lends: the gate, checks that decisions agree with the audit, facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from onewindow.ground.kernel.facts import FACTS, FactSet, Moment, Rows
from onewindow.ground.kernel.gate import GATE
from onewindow.trust.audit.public import CHECKS
from onewindow.trust.audit.types import Fault
from onewindow.trust.security.gate import SecurityGate

_UNWITNESSED = "SELECT what, ref FROM onewindow_unwitnessed_decisions()"

# By the latest decision before the instant; who signed and why stays here.
_SUBJECTS = """
    SELECT s.ref AS id, s.created_at AS at, NULLIF(s.region, '') AS region, s.body_id AS body,
           COALESCE(c.allows, false) AS live,
           COALESCE(c.allows AND c.expires_at > %(at)s, false) AS cleared,
           EXISTS (SELECT 1 FROM trust_security_veto v
                   WHERE v.subject_id = s.ref AND v.at < %(at)s
                     AND NOT EXISTS (SELECT 1 FROM trust_security_lift l
                                     WHERE l.veto_id = v.id AND l.at < %(at)s)) AS vetoed
    FROM trust_security_subject s
    LEFT JOIN LATERAL (
        SELECT k.decision IN ('authorised', 'with_conditions') AS allows, k.expires_at
        FROM trust_security_clearance k
        WHERE k.subject_id = s.ref AND k.valid_from < %(at)s AND k.at < %(at)s
        ORDER BY k.valid_from DESC, k.id DESC LIMIT 1) c ON true
    WHERE s.is_active AND s.created_at < %(at)s
"""


def _subjects(at: dt.datetime) -> Rows:
    return Rows(_SUBJECTS)


def _decisions_are_witnessed() -> Iterable[Fault]:
    """Finds clearances, vetoes, lifts and officers that no audit line speaks of, or differently."""
    with connection.cursor() as cursor:
        cursor.execute(_UNWITNESSED)
        return [Fault(f"{what} {ref}", "no audit line tells of it") for what, ref in cursor]


FACTS.lend(
    "trust.security",
    FactSet(
        "Subjects of security: what may be live only with a clearance.",
        "subject",
        Moment.STATE,
        _subjects,
        {
            "live": "the latest decision of security lets it run",
            "cleared": "and its clearance has not run out",
            "vetoed": "a veto of its own stands",
        },
    ),
)
GATE.lend("trust.security", SecurityGate())
CHECKS.lend("security.decisions_are_witnessed", _decisions_are_witnessed)
