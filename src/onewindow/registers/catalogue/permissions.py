"""Who keeps the catalogue: its manager, each provider's steward, and the data authority."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

_OF_RESOURCES = (
    ("catalogue.register_resource", "Describe a resource."),
    ("catalogue.revise_resource", "Revise the description of a resource."),
    ("catalogue.report_update", "Say when the content of a resource was updated."),
    ("catalogue.withdraw_resource", "Withdraw a resource."),
    ("catalogue.register_system", "Register an information system."),
    ("catalogue.change_system_state", "Move an information system on in its life."),
    ("catalogue.declare_dependency", "Declare what an information system needs."),
    ("catalogue.declare_collection", "Declare what an information system collects."),
    ("catalogue.end_collection", "End what an information system collects."),
    ("catalogue.revise_element", "Revise the words of a data element."),
)
_OF_THE_MANAGER = (
    ("catalogue.publish_resource", "Publish a resource in the catalogue."),
    ("catalogue.relabel_resource", "Change the label of a resource."),
    ("catalogue.hand_over_resource", "Hand a resource over to another provider."),
    ("catalogue.add_category", "Add a category to the classification."),
    ("catalogue.define_element", "Define a data element."),
    ("catalogue.name_source", "Name the one source of a data element."),
    ("catalogue.register_register", "Register a base register."),
    ("catalogue.connect_register", "Say which information system keeps a register."),
)
_OF_THE_AUTHORITY = (
    ("catalogue.transfer_source", "Move the one source of a data element."),
    ("catalogue.retire_element", "Retire a data element."),
    ("catalogue.retire_register", "Retire a register."),
)

for _action, _words in _OF_RESOURCES:
    permit(_action, Role.CATALOGUE_MANAGER, scope=Scope.ALL, words=_words)
    permit(
        _action,
        Role.DATA_STEWARD,
        scope=Scope.BODY,
        words=f"{_words[:-1]}, as the steward of its institution.",
    )
for _action, _words in _OF_THE_MANAGER:
    permit(_action, Role.CATALOGUE_MANAGER, scope=Scope.ALL, words=_words)
permit(
    "catalogue.publish_resource",
    Role.DATA_AUTHORITY,
    scope=Scope.ALL,
    words="Publish a resource in the catalogue.",
)
for _action, _words in _OF_THE_AUTHORITY:
    permit(_action, Role.DATA_AUTHORITY, scope=Scope.ALL, words=_words)
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
    words="Look at the catalogue from a desk, as far as labels admit.",
)
