"""The web application for any WSGI server."""

from __future__ import annotations

from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.http import parse_header_parameters


class Request(WSGIRequest):
    """A request that is read as UTF-8, whatever it claims.

    Django would decode the query by the claimed encoding before any middleware could refuse it
    (`EdgeGuard` does), and fail where that is none: `charset=rot13`.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        self.content_type, self.content_params = kind, parameters


class Application(WSGIHandler):
    """Django's handler with our request, which resolves an address once."""

    request_class = Request

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Gives the view of a request; the shelf may have looked for it already."""
        return request.resolver_match or super().resolve_request(request)


django.setup(set_prefix=False)
application = Application()
