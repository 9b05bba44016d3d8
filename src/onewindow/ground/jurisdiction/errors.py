"""What can be wrong with regions, periods and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.ground.jurisdiction.types import LEVELS
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound
from onewindow.ground.kernel.texts import later as _

WHERE: Mapping[str, Mapping[str, object]] = {"region": {"": _("the country")}}


class RegionUnknown(NotFound):
    """There is no region with the code {region}. Choose one from the list of regions."""

    code = "REGION_UNKNOWN"


class RegionExists(Conflict):
    """A region with the code {region} exists already. Choose another code."""

    code = "REGION_EXISTS"


class RegionMisplaced(Invalid):
    """A region of level {level} cannot lie under {parent}. Name a parent of a wider level."""

    code = "REGION_MISPLACED"
    words = {"level": LEVELS, "parent": {"": _("nothing")}}


class TimeZoneUnknown(Invalid):
    """{time_zone} is not the name of a time zone. Write it like Asia/Shanghai."""

    code = "TIME_ZONE_UNKNOWN"


class PeriodUnknown(NotFound):
    """No legal period {period} holds in {region} on {on}. Have it declared first."""

    code = "PERIOD_UNKNOWN"
    words = WHERE


class PeriodOverlaps(Conflict):
    """A period {period} of {region} holds already in that time. End it first."""

    code = "PERIOD_OVERLAPS"
    words = WHERE


class LegalBasisUnknown(NotFound):
    """There is no legal basis with the code {basis}. Declare the act first."""

    code = "LEGAL_BASIS_UNKNOWN"


class LegalBasisExists(Conflict):
    """A legal basis with the code {basis} exists already. Choose another code."""

    code = "LEGAL_BASIS_EXISTS"


class NotInForce(Invalid):
    """The act {basis} is not in force on {on}. Name the act that holds on that day."""

    code = "NOT_IN_FORCE"


class SeriesInvalid(Invalid):
    """{series} cannot name a series of numbers. Use three capital letters or digits."""

    code = "SERIES_INVALID"


class SeriesFull(Conflict):
    """The series {series} of {region} has no numbers left in {year}. Open another series."""

    code = "SERIES_FULL"
