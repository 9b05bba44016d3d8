"""A set of statements, kept by subject: what is said of one thing stands together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .terms import RDF, Iri, Literal, Subject, Term

Statements = dict[Iri, dict[Term, None]]
_NO_GROUP: Mapping[Iri, dict[Term, None]] = {}


class Graph:
    """Statements about things, each once. Not safe for two threads at a time."""

    def __init__(self) -> None:
        self._about: dict[Subject, Statements] = {}

    def add(self, subject: Subject, predicate: Iri, value: Term) -> None:
        """Says one thing; saying it again changes nothing."""
        self.group(subject).setdefault(predicate, {})[value] = None

    def group(self, subject: Subject) -> Statements:
        """Gives what is said of a thing, for a reader to say more of it without looking it up."""
        found = self._about.get(subject)
        if found is None:
            found = self._about[subject] = {}
        return found

    def subjects(self) -> Iterator[Subject]:
        """Gives the things that something is said about, in the order of coming in."""
        return iter(self._about)

    def of_type(self, kind: Iri) -> list[Subject]:
        """Gives the things of a class, in the order of coming in."""
        of = RDF["type"]
        return [one for one, said in self._about.items() if kind in said.get(of, ())]

    def is_a(self, subject: Subject, kind: Iri) -> bool:
        """Says whether the graph calls a thing one of a class."""
        return kind in self._about.get(subject, {}).get(RDF["type"], ())

    def about(self, subject: Subject) -> Statements:
        """Gives what is said of a thing, by predicate."""
        return self._about.get(subject, {})

    def values(self, subject: Subject, predicate: Iri) -> list[Term]:
        """Gives the values of one predicate, in the order of coming in."""
        return list(self._about.get(subject, _NO_GROUP).get(predicate, ()))

    def things(self, subject: Subject, predicate: Iri) -> list[Subject]:
        """Gives the values that are things."""
        said = self._about.get(subject, _NO_GROUP).get(predicate)
        return [one for one in said if not isinstance(one, Literal)] if said else []

    def texts(self, subject: Subject, predicate: Iri) -> list[Literal]:
        """Gives the values that are texts, numbers, days."""
        said = self._about.get(subject, _NO_GROUP).get(predicate)
        return [one for one in said if isinstance(one, Literal)] if said else []

    def __len__(self) -> int:
        return sum(len(v) for said in self._about.values() for v in said.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self._about == other._about

    __hash__ = None  # type: ignore[assignment]  # a graph changes
