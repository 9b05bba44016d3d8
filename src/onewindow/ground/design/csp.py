"""The content security policy, and the one inline script that it allows."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

ENHANCE_SCRIPT = (
    "document.body.className+=' js-enabled'+"
    "('noModule' in HTMLScriptElement.prototype?' govuk-frontend-supported':'')"
)
"""Tells the styles that scripts run. Layouts print it by `{% enhance_script %}`, letter by letter:
the policy knows it by its hash, so that pages stay cacheable (a nonce would change each page)."""


def script_hash(script: str) -> str:
    """Gives the source expression that allows exactly this inline script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' {script_hash(ENHANCE_SCRIPT)}",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""The policy of every page. A view that needs a wider one sets the header itself."""
