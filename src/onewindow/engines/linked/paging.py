"""Pages of a long list, said in the list itself (Hydra) and in the header of the answer.

Source: Hydra Core Vocabulary, collections; RFC 8288 for the Link header.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from .graph import Graph
from .terms import RDF, XSD, Iri, Literal
from .vocabularies import HYDRA


@dataclasses.dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list. Shape: `address` is that of the document without its query; pages
    count from 1, and an empty list has one.
    """

    collection: str
    address: str
    number: int
    total: int
    size: int

    @property
    def last(self) -> int:
        """Gives the number of the last page."""
        return max(1, -(-self.total // self.size))

    def others(self) -> dict[str, str]:
        """Gives the addresses of first, previous, next and last page, those that there are."""
        numbers = {"first": 1, "last": self.last}
        if self.number > 1:
            numbers["previous"] = self.number - 1
        if self.number < self.last:
            numbers["next"] = self.number + 1
        return {name: f"{self.address}?page={number}" for name, number in sorted(numbers.items())}

    def header(self) -> str:
        """Gives the value of the Link header."""
        names = {"previous": "prev"}
        return ", ".join(
            f'<{address}>; rel="{names.get(name, name)}"' for name, address in self.others().items()
        )

    def add_to(self, graph: Graph, members: Iterable[str]) -> None:
        """Says in the graph which list this is a page of, and where the others are."""
        whole, view = Iri(self.collection), Iri(f"{self.address}?page={self.number}")
        graph.add(whole, RDF["type"], HYDRA["Collection"])
        count = Literal(str(self.total), datatype=XSD["integer"])
        graph.add(whole, HYDRA["totalItems"], count)
        graph.add(whole, HYDRA["view"], view)
        for member in members:
            graph.add(whole, HYDRA["member"], Iri(member))
        graph.add(view, RDF["type"], HYDRA["PartialCollectionView"])
        for name, address in self.others().items():
            graph.add(view, HYDRA[name], Iri(address))
