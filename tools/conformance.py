"""Runs the public suites that the README quotes, and writes docs/conformance.md.

.venv/bin/python -P tools/conformance.py          # run and write
.venv/bin/python -P tools/conformance.py --check  # exit code 1 when the figures have changed
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings.tests")

from tools import likeness, material, shapes, tck  # noqa: E402

from onewindow.delivery.services.wire import cartas_de_servico  # noqa: E402
from onewindow.registers.catalogue.dcat.facts import Dataset  # noqa: E402
from onewindow.registers.catalogue.dcat.files import files_in, heard_in  # noqa: E402
from onewindow.registers.catalogue.dcat.reading import Fault  # noqa: E402
from onewindow.registers.catalogue.types import HarvestFormat  # noqa: E402
from onewindow.registers.institutions.wire import govuk_organisations  # noqa: E402

PAGE = ROOT / "docs" / "conformance.md"
PROFILES = {
    "cpsv-ap": "releases/3.2.0/shacl/cpsv-ap-SHACL.ttl",
    "dcat-ap": "releases/3.0.0/shacl/dcat-ap-SHACL.ttl",
}


@dataclass(frozen=True)
class Suite:
    """One suite as it ran.

    Shape: `met` of `total` in `unit`; `notes` are sentences about what was not met.
    """

    name: str
    source: material.Source
    met: int
    total: int
    unit: str
    notes: tuple[str, ...] = ()


def feel(source: material.Source, level: int) -> Suite:
    """Gives the literal-expression cases of one level of the DMN TCK."""
    folder = material.present(source) / "TestCases" / f"compliance-level-{level}"
    outcomes = list(tck.level(folder))
    missed = Counter(one.case for one in outcomes if not one.met)
    refused = sum(one.by_refusal for one in outcomes)
    notes = (
        *(f"`{case}`: {count} not met" for case, count in sorted(missed.items())),
        f"{refused} of the expected nulls were met by a refusal to compile",
    )
    met = sum(one.met for one in outcomes)
    return Suite(f"FEEL, DMN TCK level {level}", source, met, len(outcomes), "results", notes)


def organisations(source: material.Source) -> Suite:
    """Gives the bodies of the GOV.UK organisations file that are read."""
    found = list(govuk_organisations.read(material.present(source) / "govuk_extant_orgs.json"))
    bodies = [one for one in found if isinstance(one, govuk_organisations.ImportedBody)]
    rejected = [one for one in found if isinstance(one, govuk_organisations.Rejection)]
    several = sum(len(body.parents) > 1 for body in bodies)
    dangling = sum(isinstance(one, govuk_organisations.Note) for one in found)
    notes = (
        f"{several} bodies keep several parents",
        f"{dangling} parents that are not in the file are reported",
    )
    total = len(bodies) + len(rejected)
    return Suite("Organisations", source, len(bodies), total, "bodies", notes)


def services(source: material.Source) -> Suite:
    """Gives the service cards that are read."""
    folder = material.present(source) / "cartas-servico" / "v3" / "servicos"
    found = list(cartas_de_servico.read(folder))
    cards = [one for one in found if isinstance(one, cartas_de_servico.ImportedService)]
    rejected = [one for one in found if not isinstance(one, cartas_de_servico.ImportedService)]
    notes = tuple(f"`{one.source}`: {one.reason}" for one in rejected)
    return Suite("Service cards", source, len(cards), len(found), "cards", notes)


def overlaps(source: material.Source) -> Suite:
    """Gives what the detector of overlaps finds of the half that did not tune it."""
    tuned, tested = (likeness.measure(half) for half in likeness.halves())
    notes = (
        f"recall {tested.recall:.4f}, precision {tested.precision:.4f}: {tested.wrongly} of "
        f"{tested.different} nearest different pairs are taken for the same",
        f"on the half that tuned it: recall {tuned.recall:.4f}, precision {tuned.precision:.4f}",
        f"{tested.elsewhere} pairs beside the labelled ones are found, most of them a title and "
        "its neighbour in other words",
        f"{tested.compared} pairs are compared",
        "titles also of [govuk-organisations](https://github.com/tobylivesey/uk-gov-mapper); "
        "changes are seeded, and of the nearest different pairs the first 200 were read "
        "(`conformance/titles-read.toml`)",
        *(f"{kind}: {count} missed" for kind, count in sorted(tested.missed.items())),
    )
    return Suite("Overlaps by text", source, tested.found, tested.same, "pairs", notes)


def profile(source: material.Source, cards: material.Source, file: str) -> Suite:
    """Gives the service cards that conform to the shapes of a profile, as they are exported."""
    rules = material.present(source) / file
    folder = material.present(cards) / "cartas-servico" / "v3" / "servicos"
    found = [
        one
        for one in cartas_de_servico.read(folder)
        if isinstance(one, cartas_de_servico.ImportedService)
    ]
    data, count = shapes.exported(found)
    things, violations = shapes.faulty(data, rules)
    notes = (f"{count} `cpsv:PublicService` written, {violations} violations",)
    name = file.rpartition("/")[2].partition("-SHACL")[0].upper()
    release = file.split("/")[1]
    return Suite(f"{name} {release}", source, count - len(things), len(found), "services", notes)


def resources(source: material.Source) -> Suite:
    """Gives the public resources of the demo country that conform, as they are exported."""
    data, count = shapes.catalogue()
    things, violations = shapes.faulty(data, material.present(source) / PROFILES["dcat-ap"])
    notes = (f"{count} `dcat:Dataset` of the demo country written, {violations} violations",)
    name = "DCAT-AP 3.0.0, the catalogue"
    return Suite(name, source, count - len(things), count, "resources", notes)


def examples(source: material.Source) -> Suite:
    """Gives the public examples of DCAT-AP that are read; the others are told by line."""
    folder = material.present(source) / "releases" / "3.0.1" / "html" / "examples"
    files, broken, count = list(files_in(folder)), [], 0
    for file in files:
        told = heard_in(file, HarvestFormat.DCAT, "")
        count += sum(isinstance(one, Dataset) for one in told.found)
        broken += [
            one.reason
            for one in told.found
            if isinstance(one, Fault) and one.reason.startswith(file.name)
        ]
    notes = (
        *(f"`{one.partition(': ')[0]}`: {one.partition(': ')[2]}" for one in broken),
        f"{count} data sets with a title in the others",
    )
    read = len(files) - len(broken)
    return Suite("DCAT-AP examples", source, read, len(files), "files", notes)


def suites() -> Iterable[Suite]:
    """Runs every suite, one after the other."""
    listed = material.sources()
    runs: list[Callable[[], Suite]] = [
        lambda: feel(listed["dmn-tck"], 2),
        lambda: feel(listed["dmn-tck"], 3),
        lambda: organisations(listed["govuk-organisations"]),
        lambda: services(listed["cartas-de-servico"]),
        lambda: overlaps(listed["cartas-de-servico"]),
        *(
            lambda name=name, file=file: profile(listed[name], listed["cartas-de-servico"], file)  # type: ignore[misc]
            for name, file in PROFILES.items()
        ),
        lambda: resources(listed["dcat-ap"]),
        lambda: examples(listed["dcat-ap-examples"]),
    ]
    for run in runs:
        done = run()
        print(f"{done.name}: {done.met} of {done.total} {done.unit}", flush=True)
        yield done


def page(done: Iterable[Suite]) -> str:
    """Gives the whole page."""
    rows, notes = [], []
    for one in done:
        source = f"[{one.source.name}]({one.source.repository}) at `{one.source.commit}`"
        rows.append(f"| {one.name} | {one.met} of {one.total} {one.unit} | {source} |")
        if one.notes:
            notes += [f"## {one.name}", "\n".join(f"- {note}" for note in one.notes)]
    parts = [
        "# Conformance",
        "<!-- Written by tools/conformance.py (make conformance). -->",
        "What public suites and public data say of this version. The material is read where "
        "`ONEWINDOW_DATA` points, or fetched at the pinned commit and verified "
        "(`conformance/sources.toml`); none of it is copied here. " + " ".join(RULES),
        "| suite | result | material |\n|---|---|---|\n" + "\n".join(rows),
        *notes,
    ]
    return "\n\n".join(parts) + "\n"


RULES = (
    "The DMN cases are those of FEEL alone: the decision and all that it requires are literal "
    "expressions; level 3 is present in part. An expected null is met by a null or by a refusal "
    "to compile; numbers may differ by 1e-8.",
)


def main() -> int:
    """Runs the suites and writes the page, or says whether the figures are the written ones."""
    try:
        text = page(suites())
    except material.MaterialFault as fault:
        print(fault, file=sys.stderr)
        return 1
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("Current." if current else "Not current: docs/conformance.md")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    print("Wrote docs/conformance.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
