"""What the catalogue refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound
from onewindow.registers.catalogue.types import STATES


class ResourceUnknown(NotFound):
    """There is no such resource in the catalogue. Search for it, or ask its provider."""

    code = "RESOURCE_UNKNOWN"


class ResourceIncomplete(Invalid):
    """The description lacks: {missing}. Every resource has them. Add what is missing."""

    code = "RESOURCE_INCOMPLETE"


class SharingBasisMissing(Invalid):
    """Sharing under conditions, or not at all, needs a legal basis. Name the article, or share
    without condition."""

    code = "SHARING_BASIS_MISSING"


class CycleUnknown(Invalid):
    """{cycle} is no update cycle. Write a period like P1M, or a frequency code like MONTHLY."""

    code = "CYCLE_UNKNOWN"


class NotOfTheParty(Invalid):
    """{body} is no organ of the party, so it has no party task. Name the function instead."""

    code = "NOT_OF_THE_PARTY"


class CategoryUnknown(NotFound):
    """{category} is not in the classification. Choose a category from the list."""

    code = "CATEGORY_UNKNOWN"


class CategoryTaken(Conflict):
    """The category {category} is there already. Choose another code."""

    code = "CATEGORY_TAKEN"


class CategoryMisplaced(Conflict):
    """A category stands under one of its own scheme. Choose a parent in {scheme}."""

    code = "CATEGORY_MISPLACED"


class ElementUnknown(NotFound):
    """The data element {element} is not in the catalogue. Define it first."""

    code = "ELEMENT_UNKNOWN"


class ElementCodeTaken(Conflict):
    """The data element {element} is defined already. Use it, or choose another code."""

    code = "ELEMENT_CODE_TAKEN"


class ElementCodeInvalid(Invalid):
    """{element} is no code of a data element. Write subject and name in small letters, like
    person.birth_date."""

    code = "ELEMENT_CODE_INVALID"


class SourceExists(Conflict):
    """{register} of {owner} holds {element} already, since {since}. Get it from there, or ask the
    data authority to move the source."""

    code = "SOURCE_EXISTS"


class SourceMissing(Conflict):
    """{element} would have no register that holds it. Name its one source first."""

    code = "SOURCE_MISSING"


class AlreadyHeld(Conflict):
    """{register} of {owner} holds {element} already, so it is not collected a second time. Get it
    from there."""

    code = "ALREADY_HELD"


class RegisterUnknown(NotFound):
    """There is no such register in the catalogue. Choose one from the list."""

    code = "REGISTER_UNKNOWN"


class RegisterCodeTaken(Conflict):
    """The code {register} belongs to another register. Choose another code."""

    code = "REGISTER_CODE_TAKEN"


class RegisterInUse(Conflict):
    """{register} is the source of {count} data elements after {on}, the first is {element}. Move
    their source first, or retire them with the register."""

    one = (
        "{register} is the source of {element} after {on}. Move its source first, or retire it"
        " with the register."
    )
    code = "REGISTER_IN_USE"


class SystemUnknown(NotFound):
    """There is no such information system in the catalogue. Choose one from the list."""

    code = "SYSTEM_UNKNOWN"


class SystemCodeTaken(Conflict):
    """The code {system} belongs to another information system. Choose another code."""

    code = "SYSTEM_CODE_TAKEN"


class CollectedElsewhere(Conflict):
    """{system} collects {element} in that time. End its collection first."""

    code = "COLLECTED_ELSEWHERE"


class WrongState(Conflict):
    """{what} is {state}, so this cannot be done. Look at its page in the catalogue."""

    code = "CATALOGUE_WRONG_STATE"
    words = {"state": STATES}


class WrongDay(Invalid):
    """{on} cannot be the day: choose one from today on and after the present source's first day."""

    code = "CATALOGUE_WRONG_DAY"


class WrongBody(Conflict):
    """{body} does not exist on {on}. Choose another institution."""

    code = "CATALOGUE_WRONG_BODY"


class BodyKeepsData(Conflict):
    """{body} keeps {count} entries of the catalogue after {on}, the first is {first}. Hand them
    over first, or name its successor."""

    one = (
        "{body} keeps {first} in the catalogue after {on}. Hand it over first, or name its"
        " successor."
    )
    code = "BODY_KEEPS_DATA"


class NoSuccessor(Conflict):
    """{body} has not ended, or nobody succeeds it. Hand its entries over one by one."""

    code = "BODY_HAS_NO_SUCCESSOR"


class HarvestSourceUnknown(NotFound):
    """There is no catalogue called {source} that is harvested. Look at: onewindow harvest list."""

    code = "HARVEST_SOURCE_UNKNOWN"


class HarvestSourceChanged(Conflict):
    """{source} was approved with {address}. Another address or format is another source: give it
    another code."""

    code = "HARVEST_SOURCE_CHANGED"


class HarvestSourceInvalid(Invalid):
    """This cannot be a source: {reason}. Correct it and try again."""

    code = "HARVEST_SOURCE_INVALID"


class HarvestRunning(Conflict):
    """{source} is being harvested since {since}. Wait until it has ended; a dead run is picked up
    after {until}."""

    code = "HARVEST_RUNNING"


class HarvestLost(Conflict):
    """This run was taken for dead and picked up by another. Nothing more is done here."""

    code = "HARVEST_LOST"


class HarvestStopped(Conflict):
    """{source} is stopped by security, so it is not asked. Ask the security office."""

    code = "HARVEST_STOPPED"


class NothingHeld(Conflict):
    """No run over {source} waits for a confirmation. Look at: onewindow harvest list."""

    code = "NOTHING_HELD"


class HarvestedUnknown(NotFound):
    """There is no such resource of another catalogue. Search for it, or ask its source."""

    code = "HARVESTED_UNKNOWN"


class HarvestedUnfit(Invalid):
    """It cannot be kept: {reason}"""

    code = "HARVESTED_UNFIT"
