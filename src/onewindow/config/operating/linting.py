"""Looking at a form in a file before it is put into use: is anybody asked twice?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer
import yaml

from onewindow.flow.forms import public as forms
from onewindow.flow.forms.types import LintLine
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.sharing import public as sharing


def lint(file: Path, language: str, *, as_json: bool) -> int:
    """Prints what each question is bound to, what stands against it, and likely data elements.

    Gives 1 where a question asks for what a register holds, or the file cannot be read.
    Raises InvalidSchema with every fault of the form.
    """
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        typer.echo(f"{file} cannot be read: {' '.join(str(problem).split())}", err=True)
        return 1
    schema = forms.parse_schema(given)
    lines = [_said(one) for one in forms.linted(schema, clock.now().date(), language)]
    refused = [one for one in lines if one["violation"]]
    if as_json:
        typer.echo(json.dumps({"form": schema.code, "questions": lines}, ensure_ascii=False))
    else:
        for one in lines:
            typer.echo(f"{one['question']}: {one['violation'] or one['element'] or '-'}")
            for likely in one["suggested"]:
                typer.echo(f"  like {likely['element']} ({likely['score']})")
        typer.echo(f"{len(refused)} of {len(lines)} questions ask for what a register holds.")
    return 1 if refused else 0


def _said(one: LintLine) -> dict[str, Any]:
    found = one.violation
    return {
        "question": one.question,
        "element": one.element,
        "violation": sharing.sentence(found) if found else "",
        "register": found.register_code if found else "",
        "owner": pick(found.owner) if found else "",
        "footing": found.footing.value if found else "",
        "suggested": [{"element": s.element, "score": s.score} for s in one.suggested],
    }
