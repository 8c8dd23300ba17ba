"""How the desk's pages say things."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from articles.preflight import spoken

register = template.Library()
_CALL = re.compile(r"(?<![\w@])@\w[\w.-]*")
register.filter("spoken", spoken)


@register.filter
def said(verb: str) -> str:
    """A verb of the ledger in words."""
    return verb.replace("_", " ")


@register.filter(needs_autoescape=True)
def calls(text: str, autoescape: bool = True) -> SafeString:
    """A note's text with whom it calls set apart."""
    return mark_safe(_CALL.sub(r'<span class="mention">\g<0></span>', conditional_escape(text)))


@register.simple_tag(takes_context=True)
def unseen_notices(context) -> int:
    """How many things whoever looks was told and has not looked at."""
    user = context["request"].user
    return user.notices.filter(seen_at=None).count() if user.is_authenticated else 0
