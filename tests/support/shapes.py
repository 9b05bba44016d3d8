"""SHACL shapes of others, and what they find wrong with data. Nothing is fetched."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
CPSV_AP = DATA / "shacl-cpsv-ap" / "releases" / "3.2.0" / "shacl" / "cpsv-ap-SHACL.ttl"
DCAT_AP = DATA / "shacl-dcat-ap" / "releases" / "3.0.0" / "shacl" / "dcat-ap-SHACL.ttl"


def violations(data: bytes, shapes: Path) -> list[str]:
    """Gives what is violated, a line each: component, node, path. Data are Turtle."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import rdflib  # noqa: PLC0415  # half a second, for the few tests that need it
        from pyshacl import validate  # noqa: PLC0415
        from rdflib import SH  # noqa: PLC0415

        graph = rdflib.Graph().parse(data=data, format="turtle")
        rules = rdflib.Graph().parse(shapes, format="turtle")
        _, found, _ = validate(graph, shacl_graph=rules, do_owl_imports=False)
        assert len(graph) > 0
        return sorted(
            f"{found.value(one, SH.sourceConstraintComponent)} {found.value(one, SH.focusNode)}"
            f" {found.value(one, SH.resultPath)}"
            for one in found.objects(None, SH.result)
        )
