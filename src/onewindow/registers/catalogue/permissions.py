"""Who keeps the catalogue: its manager, each provider's steward, and the data authority."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

_OF_RESOURCES = (
    "catalogue.register_resource",
    "catalogue.revise_resource",
    "catalogue.report_update",
    "catalogue.withdraw_resource",
    "catalogue.register_system",
    "catalogue.change_system_state",
    "catalogue.declare_dependency",
    "catalogue.declare_collection",
    "catalogue.end_collection",
    "catalogue.revise_element",
)
_OF_THE_MANAGER = (
    "catalogue.publish_resource",
    "catalogue.relabel_resource",
    "catalogue.hand_over_resource",
    "catalogue.add_category",
    "catalogue.define_element",
    "catalogue.name_source",
    "catalogue.register_register",
    "catalogue.connect_register",
)
_OF_THE_AUTHORITY = (
    "catalogue.transfer_source",
    "catalogue.retire_element",
    "catalogue.retire_register",
)
_MANAGER = _("the manager of the catalogue")
_STEWARD = _("the data steward of the institution")
_AUTHORITY = _("the data authority")

for _action in (*_OF_RESOURCES, *_OF_THE_MANAGER):
    permit(_action, Role.CATALOGUE_MANAGER, scope=Scope.ALL, words=_MANAGER)
for _action in _OF_RESOURCES:
    permit(_action, Role.DATA_STEWARD, scope=Scope.BODY, words=_STEWARD)
for _action in (*_OF_THE_AUTHORITY, "catalogue.publish_resource"):
    permit(_action, Role.DATA_AUTHORITY, scope=Scope.ALL, words=_AUTHORITY)
permit("catalogue.succeed", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit(
    "catalogue.oversee",
    Role.CATALOGUE_MANAGER,
    Role.DATA_STEWARD,
    Role.DATA_AUTHORITY,
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.MARKER,
    Role.SECURITY_HEAD,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("somebody with a post in the administration"),
)
for _action in (
    "catalogue.name_harvest_source",
    "catalogue.begin_harvest",
    "catalogue.take_in_harvested",
    "catalogue.keep_harvested",
    "catalogue.end_harvest",
):
    permit(_action, Role.IMPORTER, scope=Scope.ALL, words=_("the importer"))
permit("catalogue.start_harvest", Role.CLOCK, scope=Scope.ALL, words=_("the clock"))
permit(
    "catalogue.confirm_withdrawals",
    Role.CATALOGUE_MANAGER,
    Role.DATA_AUTHORITY,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("the manager of the catalogue, the data authority, or the operator"),
)
