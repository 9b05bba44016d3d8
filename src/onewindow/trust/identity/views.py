"""The page behind a one-time link: sets the first password, then leads to sign-in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from onewindow.ground.kernel.actor import ANONYMOUS
from onewindow.trust.identity.commands import use_link
from onewindow.trust.identity.errors import WeakPassword
from onewindow.trust.identity.forms import FirstPassword

PAGE = "trust_identity/begin.html"


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows the form; a good password spends the link. A spent link says whom to ask."""
    form = FirstPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            use_link(ANONYMOUS, secret=secret, password=form.cleaned_data["password"])
        except WeakPassword as weak:
            form.add_error("password", weak.sentence())
        else:
            return HttpResponseRedirect(settings.LOGIN_URL)
    response = render(request, PAGE, {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
