"""What can be wrong with bodies, posts and officials."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound
from onewindow.ground.kernel.permissions import ROLES


class BodyUnknown(NotFound):
    """There is no such institution. Choose one from the register of institutions."""

    code = "BODY_UNKNOWN"


class BodyCodeTaken(Conflict):
    """The code {body} belongs to another institution. Choose another code."""

    code = "BODY_CODE_TAKEN"


class BodyIsClosed(Conflict):
    """{body} does not exist on {on}. Choose an institution that does."""

    code = "BODY_CLOSED"


class BodyIsImported(Conflict):
    """{body} is kept by its source and not by us. Change it there and import it again."""

    code = "BODY_IMPORTED"


class BodyStaffed(Conflict):
    """{body} still has {count} posts held after {on}. Dismiss their holders first."""

    one = "{body} still has a post held after {on}. Dismiss its holder first."
    code = "BODY_STAFFED"


class ParentCircle(Invalid):
    """{body} cannot stand under {parent}, which stands under it. Choose another parent."""

    code = "PARENT_CIRCLE"


class BodyNotClosing(Conflict):
    """{body} is not about to end, or has ended already. Found an institution instead."""

    code = "BODY_NOT_CLOSING"


class ClosedTooEarly(Invalid):
    """{body} cannot end on {on}. Choose a day after its first day and not in the past."""

    code = "CLOSED_TOO_EARLY"


class RoleNotOfPosts(Invalid):
    """The role {role} does not come with a post. Choose one of: {roles}."""

    code = "ROLE_NOT_OF_POSTS"
    words = {"role": ROLES, "roles": ROLES}


class PostUnknown(NotFound):
    """There is no such post. Choose one from the posts of the institution."""

    code = "POST_UNKNOWN"


class AccountUnknown(NotFound):
    """There is no such account. Choose a person who can sign in."""

    code = "ACCOUNT_UNKNOWN"


class PostHeld(Conflict):
    """{person} holds this post already in that time. Choose another post or another time."""

    code = "POST_HELD"


class OfficialUnknown(NotFound):
    """Nobody holds that post. It may have been left already."""

    code = "OFFICIAL_UNKNOWN"


class LeavesTooEarly(Invalid):
    """The post cannot be left on {on}. Choose a day after today and after its first day."""

    code = "LEAVES_TOO_EARLY"


class InterestDeclared(Conflict):
    """You have declared an interest in this person already. Nothing more is to be done."""

    code = "INTEREST_DECLARED"


class NotAPerson(Invalid):
    """Only a signed-in person can declare an interest. Sign in with your own account."""

    code = "NOT_A_PERSON"
