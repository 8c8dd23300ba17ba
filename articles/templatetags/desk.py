"""How the desk's pages say things."""

from django import template

from articles.preflight import spoken

register = template.Library()
register.filter("spoken", spoken)


@register.filter
def said(verb: str) -> str:
    """A verb of the ledger in words."""
    return verb.replace("_", " ")
