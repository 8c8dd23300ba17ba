"""What tests of the desk share: pages as a browser has them, forms as it would send them."""

from time import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.factories import PASSWORD


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at_the_desk(user) -> Client:
    """Signed in, and through the door already: the first time notes the device, and that they are here."""
    client = signed_in(user)
    client.get("/admin/jsi18n/")
    return client


def sign_in(client: Client, email="ed@example.org", password=PASSWORD, **more):
    """Send the form of the page of signing in, as a browser does."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def told(answer) -> str:
    """What a page before the desk's door says aloud."""
    said = page_of(answer).css("[role=alert]:not([hidden]), [role=status]")
    return " ".join(node.text(strip=True) for node in said)


def give_app(user) -> str:
    """Set up an app as somebody's second factor, with recovery codes; the secret that it makes its figures from."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def figures(secret: str, later: int = 0) -> str:
    """What somebody's app shows now, or some seconds later."""
    return format_hotp_value(hotp_value(secret, int(time() + later) // 30))


def page_of(response) -> LexborHTMLParser:
    return LexborHTMLParser(response.content.decode())


def story_url(story, door: str = "change") -> str:
    return f"/admin/articles/story/{story.pk}/{door}/"


def typed(response, form: str = "#story", **changes) -> dict[str, str | list[str]]:
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
