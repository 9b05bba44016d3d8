"""Commands of the operator about records: what comes in and goes out, is measured, is searched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onewindow.config.verbs import JSON, finish, inside, using

taking_in = typer.Typer(help="Take in what others publish, as information.", no_args_is_help=True)
measuring = typer.Typer(help="Measure, and measure again what was measured.", no_args_is_help=True)
searching = typer.Typer(help="Look after the register of functions.", no_args_is_help=True)
finding = typer.Typer(help="Look after what the search finds.", no_args_is_help=True)
giving_out = typer.Typer(help="Write what the public can see, for others.", no_args_is_help=True)
shaping = typer.Typer(help="Look at forms before they are put into use.", no_args_is_help=True)
harvesting = typer.Typer(help="Ask other catalogues what they have.", no_args_is_help=True)
GROUPS = {
    "import": taking_in,
    "measures": measuring,
    "functions": searching,
    "search": finding,
    "export": giving_out,
    "forms": shaping,
    "harvest": harvesting,
}
REGION = Annotated[
    str, typer.Option(help="Code of the region it is kept under; without it, the whole country.")
]
LIMIT = Annotated[int | None, typer.Option(min=1, help="Take in only so many records.")]
SOURCE = Annotated[
    str, typer.Option(help="Code of whoever publishes it, for cpsv-ap and csv; else the format.")
]
TITLE = Annotated[str, typer.Option(help="What people read as the name of the source.")]
MAPPING = Annotated[
    Path | None, typer.Option(help="For csv: which column is what (docs/guides/importing.md).")
]
BODIES_IN = Annotated[str, typer.Option(help="govuk-organisations or csv.")]
SERVICES_IN = Annotated[str, typer.Option(help="cartas-de-servico, cpsv-ap or csv.")]
DRY = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")]


@taking_in.command("organisations")
def import_organisations(  # noqa: PLR0913  # the options of a command
    file: Annotated[Path, typer.Argument(help="The file with the organisations.")],
    format: BODIES_IN = "govuk-organisations",  # noqa: A002
    source: SOURCE = "",
    title: TITLE = "",
    mapping: MAPPING = None,
    dry_run: DRY = False,
    region: REGION = "",
    limit: LIMIT = None,
    as_json: JSON = False,
) -> None:
    """Take in public bodies from a file. Nothing is shown before security has cleared the source.

    A broken record costs one rejection; running it again changes nothing; Ctrl-C keeps what is
    counted. Exit code 1: nothing could be read.
    """
    options = (format, region, source, title, mapping, limit, dry_run, as_json)
    with using():
        finish(inside("importing", "asked_for", "import_organisations", file, options))


@taking_in.command("services")
def import_services(  # noqa: PLR0913  # the options of a command
    place: Annotated[Path, typer.Argument(metavar="PLACE", help="The folder with cards, or file.")],
    format: SERVICES_IN = "cartas-de-servico",  # noqa: A002
    source: SOURCE = "",
    title: TITLE = "",
    mapping: MAPPING = None,
    dry_run: DRY = False,
    region: REGION = "",
    limit: LIMIT = None,
    as_json: JSON = False,
) -> None:
    """Take in services. Nothing is shown before security has cleared the source.

    A broken file or record costs one rejection; running it again changes nothing; Ctrl-C keeps
    what is counted. Exit code 1: nothing could be read.
    """
    options = (format, region, source, title, mapping, limit, dry_run, as_json)
    with using():
        finish(inside("importing", "asked_for", "import_services", place, options))


OUT = Annotated[Path, typer.Option(help="The file to write; one that is there is replaced.")]
MEDIA = Annotated[str, typer.Option(help="turtle, json-ld, rdf-xml or n-triples.")]


@giving_out.command("services")
def export_services(
    out: OUT,
    format: Annotated[str, typer.Option(help="cpsv-ap.")] = "cpsv-ap",  # noqa: A002
    media: MEDIA = "turtle",
) -> None:
    """Write all services that the public can see now. The same things give the same bytes."""
    with using():
        finish(inside("exporting", "export", "services", format, media, out))


@giving_out.command("organisations")
def export_organisations(
    out: OUT,
    format: Annotated[str, typer.Option(help="org.")] = "org",  # noqa: A002
    media: MEDIA = "turtle",
) -> None:
    """Write all bodies that the public can see now. The same things give the same bytes."""
    with using():
        finish(inside("exporting", "export", "organisations", format, media, out))


@giving_out.command("catalogue")
def export_catalogue(
    out: OUT,
    format: Annotated[str, typer.Option(help="dcat-ap.")] = "dcat-ap",  # noqa: A002
    media: MEDIA = "turtle",
) -> None:
    """Write the catalogue of resources that everybody may see. The same gives the same bytes."""
    with using():
        finish(inside("exporting", "export", "catalogue", format, media, out))


@harvesting.command("catalogue")
def harvest_catalogue(  # the options of a command
    place: Annotated[str, typer.Argument(metavar="URL|FILE", help="Address, file or folder.")],
    source: Annotated[str, typer.Option(help="Code of whoever publishes it.")],
    format: Annotated[str, typer.Option(help="dcat, data-json or ckan.")] = "dcat",  # noqa: A002
    title: TITLE = "",
    region: REGION = "",
    every: Annotated[
        str, typer.Option(help="How often the worker asks it again: P1D, WEEKLY; else by hand.")
    ] = "",
    most_gone: Annotated[
        int, typer.Option(help="Per cent that may vanish at once; more waits for `confirm`.")
    ] = 20,
    as_json: JSON = False,
) -> None:
    """Take in what another catalogue has. Nothing is shown before security has cleared it.

    A broken record costs one line; the same again changes nothing; what vanishes there is
    withdrawn here. Exit code 1: it failed; 3: too much vanished, and a person is asked.
    """
    options = (place, format, source, title, region, every, most_gone, as_json)
    with using():
        finish(inside("harvesting", "harvest", *options))


@harvesting.command("list")
def list_harvests(as_json: JSON = False) -> None:
    """List the catalogues that are harvested, with the last run over each."""
    with using():
        finish(inside("harvesting", "sources", as_json=as_json))


@harvesting.command("confirm")
def confirm_harvest(source: Annotated[str, typer.Argument(help="Code of the source.")]) -> None:
    """Withdraw what the last run over a source found gone and did not dare to withdraw."""
    with using():
        finish(inside("harvesting", "confirm", source))


PERIOD = Annotated[str, typer.Option(help="A month (2026-11), a quarter (2026-Q4), a year.")]


@measuring.command("define")
def define_measures(
    files: Annotated[list[Path], typer.Argument(help="YAML files, one measure each.")],
) -> None:
    """Keep definitions of measures. A kept one is replaced by one that holds from a later day."""
    with using():
        finish(inside("measuring", "define", files))


@measuring.command("compute")
def compute_measures(
    period: PERIOD,
    region: Annotated[str, typer.Option(help="Code of a region; without it, the country.")] = "",
    revise: Annotated[str, typer.Option(help="Revise kept values, for this reason.")] = "",
) -> None:
    """Compute all measures of a period by whole days. Safe to repeat: a kept value stays."""
    with using():
        finish(inside("measuring", "compute", period, region, revise))


@measuring.command("verify")
def verify_measures(period: PERIOD = "", as_json: JSON = False) -> None:
    """Compute kept values again out of stored records and name each that differs."""
    with using():
        finish(inside("measuring", "verify", period, as_json))


@searching.command("scan")
def scan_functions(as_json: JSON = False) -> None:
    """Search the whole register for overlaps and gaps; the clock does it once a day as well."""
    with using():
        finish(inside("searching", "scan_functions", as_json=as_json))


@searching.command("simulate")
def simulate_reorganisation(
    file: Annotated[Path, typer.Argument(help="reorganisation.yaml: what goes where, and when.")],
    as_json: JSON = False,
) -> None:
    """Show what a reorganisation would move and touch. Nothing is written.

    Exit code 1: a closing institution would leave functions that nobody gets.
    """
    with using():
        finish(inside("reorganising", "simulate", file, as_json=as_json))


@shaping.command("lint")
def lint_form(
    file: Annotated[Path, typer.Argument(help="A form as YAML or JSON.")],
    language: Annotated[str, typer.Option(help="The wording to look at.")] = "en",
    as_json: JSON = False,
) -> None:
    """Name the questions of a form that ask for what a register holds, and likely data elements.

    Nothing is written. Exit code 1: the form would not be published.
    """
    with using():
        finish(inside("linting", "lint", file, language, as_json=as_json))


@finding.command("rebuild")
def rebuild_index(as_json: JSON = False) -> None:
    """Put everything that can be found into the search index again; what is in it stays.

    `onewindow upgrade` does it too. Imported services are put in again by their next import.
    """
    with using():
        finish(inside("indexing", "rebuild", as_json=as_json))
