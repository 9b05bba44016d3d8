"""What can be wrong with synonyms and with what is put into the index again."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound


class SynonymsUnknown(NotFound):
    """There are no such synonyms. Somebody else may have removed them; look at the list again."""

    code = "SYNONYMS_UNKNOWN"


class SynonymsInvalid(Invalid):
    """Synonyms are two to twelve different terms of up to four words. Write each on a line."""

    code = "SYNONYMS_INVALID"


class SynonymsExist(Conflict):
    """These terms are kept as synonyms already. Change the ones that are there."""

    code = "SYNONYMS_EXIST"


class ThingsUnknown(NotFound):
    """Nobody lends such things to the index: {things}. Look at the port search.entries."""

    code = "THINGS_UNKNOWN"
