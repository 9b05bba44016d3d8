"""Sources of imports: each is one subject, cleared once by a second person, vetoed as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.trust.security.commands import prepare_dossier, register_subject
from onewindow.trust.security.models import Dossier


def source(scheme: str) -> Ref:
    """Gives the subject of a source; what was imported from it depends on it."""
    return Ref("import", scheme)


def _about(*, scheme: str, **_: object) -> Matter:
    return Matter(source(scheme))


@command("security.register_source", on=_about)
def register_source(
    actor: Actor, /, *, scheme: str, title: Mapping[str, str], region: str, statement: str
) -> Ref:
    """Tells security of a source and puts it forward for its clearance, at its first import.

    Its items are in the database from then on and shown to nobody, until a security officer has
    signed; the importer prepared the dossier and cannot (INV-33). A later import changes nothing.
    """
    ref = source(scheme)
    if Dossier.objects.filter(subject_id=str(ref)).exists():
        frames.note(known=True)
        return ref
    register_subject(ref, title=title, region=region)
    prepare_dossier(actor, subject=ref, statement=statement)
    frames.note(known=False)
    return ref
