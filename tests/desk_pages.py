"""What tests of the desk share: pages as a browser has them, forms as it would send them."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(response) -> LexborHTMLParser:
    return LexborHTMLParser(response.content.decode())


def story_url(story, door: str = "change") -> str:
    return f"/admin/articles/story/{story.pk}/{door}/"


def typed(response, form: str = "#story_form", **changes) -> dict[str, str | list[str]]:
    """What a browser would send of a form on a page, with some fields typed over; None clears a field."""
    fields = {}
    for node in page_of(response).css_first(form).css("input, textarea, select"):
        name, kind = node.attributes.get("name"), node.attributes.get("type")
        if not name or kind in ("submit", "button") or "__prefix__" in name:
            continue
        if kind in ("checkbox", "radio") and "checked" not in node.attributes:
            continue
        fields[name] = _value(node)
    return {name: value for name, value in (fields | changes).items() if value is not None}


def _value(node) -> str | list[str]:
    if node.tag == "select" and "multiple" in node.attributes:
        return [option.attributes["value"] for option in node.css("option[selected]")]
    if node.tag == "select":
        chosen = node.css_first("option[selected]")
        return chosen.attributes.get("value") or "" if chosen else ""
    if node.tag == "textarea":
        return node.text().removeprefix("\n").replace("\n", "\r\n")  # As browsers send lines.
    return node.attributes.get("value") or ("on" if node.attributes.get("type") == "checkbox" else "")


def messages_of(response) -> list[str]:
    return [node.text(strip=True) for node in page_of(response).css(".messagelist li")]


def buttons_of(response) -> set[str]:
    """The verbs that a story's page offers, as buttons of its form or as links to their doors."""
    page = page_of(response)
    buttons = {node.attributes["value"] for node in page.css("button[name=_verb]")}
    return buttons | {node.attributes["data-verb"] for node in page.css("a[data-verb]")}
