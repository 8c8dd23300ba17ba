"""Newsletters, subscribers and sign-ups for tests: plain functions with overrides."""

import re

from django.core.cache import cache
from django.test import Client

from articles import clock
from newsletters import offered, signing_up, stamps
from newsletters.models import Newsletter, Subscriber
from tests.post_office import PostOffice

OURS = {"Sec-Fetch-Site": "same-origin"}
SITE = "http://127.0.0.1:8000"


def make_newsletter(name: str = "Morning briefing", **fields) -> Newsletter:
    facts = {
        "slug": name.lower().replace(" ", "-"),
        "promise": f"{name}, before you have had coffee.",
        "days": "01234",
        "sender_name": "Newsroom",
        "sender_address": "letters@newsroom.example",
    }
    sections = fields.pop("sections", ())
    newsletter = Newsletter.objects.create(name=name, **facts | fields)
    newsletter.sections.set(sections)
    cache.delete(offered.KEY)
    return newsletter


def make_subscriber(address: str = "ana@example.org", *newsletters: Newsletter, **fields) -> Subscriber:
    """Somebody who has these newsletters."""
    facts = {"address": address, "mailbox": address.lower()}
    subscriber = Subscriber.objects.create(**facts | fields)
    for newsletter in newsletters:
        now = clock.now()
        subscriber.subscriptions.create(newsletter=newsletter, asked_at=now, confirmed_at=now)
    return subscriber


def sign_up(email: str = "ana@example.org", *slugs: str, client: Client | None = None, **more):
    """What a browser sends from a page of ours that was made today."""
    said = {"email": email, "newsletters": slugs or ["morning-briefing"], "website": ""}
    said["stamp"] = stamps.of_day(clock.present())
    headers = OURS | more.pop("headers", {})
    return (client or Client()).post("/newsletter/", said | more, headers=headers)


def asked(post: PostOffice, email: str = "ana@example.org", *slugs: str):
    """Somebody signs up, and the worker writes to them. Returns the letter, if one came."""
    before = len(post.letters)
    assert sign_up(email, *slugs).status_code == 302
    signing_up.answer_due()
    return post.letters[before] if len(post.letters) > before else None


def links_in(letter) -> list[str]:
    """Every address in a letter, in words and in HTML, as paths of ours; others as they are."""
    parts = [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]
    found = [link for part in parts for link in re.findall(r"https?://[^\s\"'<>]+", part)]
    return list(dict.fromkeys(link.removeprefix(SITE) for link in found))


def link_to(letter, where: str) -> str:
    """The one address in a letter of that kind: “yes”, “no”, “yours”, “end”."""
    [found] = [link for link in links_in(letter) if link.startswith(f"/newsletter/{where}/")]
    return found
