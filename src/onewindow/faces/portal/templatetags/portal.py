"""What the templates of the portal ask for beside their context."""

from __future__ import annotations

from django import template
from django.contrib.messages import get_messages
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def said_once(context: Context) -> list[str]:
    """Gives what the sign-in pages have to say once, such as "You have signed in"."""
    request = context.get("request")
    return [str(message) for message in get_messages(request)] if request else []
