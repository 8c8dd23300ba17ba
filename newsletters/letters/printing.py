"""A letter from the content of an issue: its subject, its HTML, and its text, which is written and not stripped.

It is as short as mailboxes take it whole (Gmail cuts at 102 kB): what is too much is cut at a story's edge, and said.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape

from newsletters.letters import as_html, as_text
from newsletters.letters.contents import only
from newsletters.letters.page import PREFERENCES, UNSUBSCRIPTION, Page
from newsletters.models import Issue

# Four kilobytes are left for addresses of one's own, and for what a mail server says on the way.
MOST_BYTES = 96_000


@dataclass(frozen=True)
class Letter:
    """What a mailbox is sent. UNSUBSCRIPTION and PREFERENCES stand where somebody's own addresses belong."""

    subject: str
    preheader: str
    html: str
    text: str


def letter(
    issue: Issue,
    content: dict[str, Any] | None = None,
    *,
    without: frozenset[int] = frozenset(),
    mark: str = "",
) -> Letter:
    """The letter of an issue, for all who get it, from its frozen content or the content given.

    `without` are stories, by their numbers, that are left out; `mark` is printed over it: “Test”.
    """
    content = issue.content if content is None else content
    stories = {entry["story"] for entry in content["stories"]}
    content = only(content, stories - without)
    page = Page(issue, content, content["stories"], mark)
    html = as_html.printed(page)
    if len(html.encode()) > MOST_BYTES:
        page, html = _cut(page)
    subject = f"{mark}: {page.subject}" if mark else page.subject
    return Letter(subject, page.preheader, html, as_text.printed(page))


def addressed(letter: Letter, *, unsubscription: str, preferences: str) -> Letter:
    """A letter with somebody's own addresses, each in the form in which it stands."""
    html, text = letter.html, letter.text
    for place, address in ((UNSUBSCRIPTION, unsubscription), (PREFERENCES, preferences)):
        html, text = html.replace(place, escape(address)), text.replace(place, address)
    return replace(letter, html=html, text=text)


def _cut(page: Page) -> tuple[Page, str]:
    """The page with as many of its stories as fit: what was put right goes before what is new."""
    order = sorted(range(len(page.stories)), key=lambda place: page.stories[place]["why"] != "corrected")

    def with_only(count: int) -> Page:
        kept = [page.stories[place] for place in sorted(order[:count])]
        return replace(page, stories=kept, left_out=len(page.stories) - count)

    def is_too_long(count: int) -> bool:
        return len(as_html.printed(with_only(count)).encode()) > MOST_BYTES

    shorter = with_only(max(bisect_left(range(len(order)), True, key=is_too_long) - 1, 0))
    return shorter, as_html.printed(shorter)
