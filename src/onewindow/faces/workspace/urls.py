"""Addresses of the desks, under /desk/. All of them are staff's (`middleware.StaffDoor`)."""

from __future__ import annotations

from django.urls import path

from onewindow.faces.workspace.views import (
    account,
    audit,
    cases,
    functions,
    inbox,
    outbox,
    resources,
    security,
    services,
    sources,
    tasks,
    vetoes,
)

app_name = "workspace"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("next/", inbox.next_task, name="next"),
    path("search/", inbox.search, name="search"),
    path("tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("tasks/<uuid:task_id>/claim/", tasks.claim, name="claim"),
    path("tasks/<uuid:task_id>/release/", tasks.release, name="release"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/steps/<slug:node>/claim/", tasks.claim_step, name="claim_step"),
    path("security/", security.desk, name="security"),
    path("security/veto/", vetoes.new_veto, name="veto_new"),
    path("security/vetoes/<uuid:veto_id>/", vetoes.veto, name="veto"),
    path("security/stop/", vetoes.new_stop, name="stop_new"),
    path("security/stops/<uuid:stop_id>/release/", vetoes.release_stop, name="release_stop"),
    path("security/dossiers/<uuid:dossier_id>/", security.dossier, name="dossier"),
    path("security/officers/", security.officers, name="officers"),
    path(
        "security/officers/<uuid:officer_id>/confirm/",
        security.confirm_officer,
        name="confirm_officer",
    ),
    path("security/officers/<uuid:officer_id>/end/", security.end_officer, name="end_officer"),
    path("services/", services.listed, name="services"),
    path("services/<uuid:service_id>/", services.service, name="service"),
    path("functions/", functions.listed, name="functions"),
    path("functions/findings/", functions.findings, name="findings"),
    path("functions/findings/<uuid:finding_id>/", functions.finding, name="finding"),
    path("functions/<uuid:function_id>/", functions.function, name="function"),
    path("data/", resources.listed, name="resources"),
    path("data/new/", resources.new, name="resource_new"),
    path("data/elements/", sources.elements, name="elements"),
    path("data/registers/<str:code>/", sources.register, name="register"),
    path("data/systems/", sources.systems, name="systems"),
    path("data/quality/", sources.quality, name="quality"),
    path("data/<uuid:resource_id>/", resources.resource, name="resource"),
    path("data/<uuid:resource_id>/publish/", resources.publish, name="resource_publish"),
    path("data/<uuid:resource_id>/withdraw/", resources.withdraw, name="resource_withdraw"),
    path("audit/", audit.lines, name="audit"),
    path("audit/verify/", audit.verify, name="audit_verify"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<uuid:delivery_id>/resend/", outbox.resend, name="resend"),
    path("account/", account.account, name="account"),
    path("account/language/", account.language, name="language"),
]
