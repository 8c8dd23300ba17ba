"""Looking: one round over all that is awaited. Each page is asked for once, however many editions are awaited there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cached_property
from time import monotonic
from typing import NamedTuple

from articles import clock, outgoing, receipts
from articles.models import Edition, Receipt
from articles.renditions import absolute
from articles.witness.surfaces import SURFACES, Surface

# How many pages are asked for at once, and how long one is waited for, in seconds.
AT_ONCE, PATIENCE = 4, 5.0
LONGEST_PAGE = 16_000_000
GONE = frozenset({404, 410})

_STATE = Receipt.State


class Seen(NamedTuple):
    """What a reader got at an address: status, page, and how long after the round began. Status 0: no answer."""

    status: int
    page: str
    after: timedelta


def look(*, since: datetime) -> int:
    """Look for all that readers should see by now, once; returns how many receipts that settled.

    `since` is when a worker was last at work: of what opened or ended after it receipts are kept.
    """
    now = clock.now()
    receipts.expect(SURFACES, since=since, now=now)
    claimed = [one for one in receipts.claim(now=now) if one.surface in SURFACES]
    seen = _ask(list(dict.fromkeys(map(_address, claimed))))
    for address in seen:
        here = [one for one in claimed if _address(one) == address]
        receipts.note(_verdicts(here, seen[address]), at=now + seen[address].after)
    return sum(one.state != _STATE.AWAITED for one in claimed)


def next_look() -> datetime | None:
    """When there is something to look for next, by the database's clock; None if nothing is awaited or coming."""
    return receipts.next_look(clock.now())


def _address(receipt: Receipt) -> str:
    return absolute(SURFACES[receipt.surface].path(receipt.edition))


def _ask(addresses: list[str]) -> dict[str, Seen]:
    """What stands at some addresses of the paper, asked for as any reader would: no cookie, no wish to be told anew."""
    began = monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(addresses, pool.map(lambda address: _get(address, began), addresses), strict=True))


def _get(address: str, began: float) -> Seen:
    try:
        answer = outgoing.send("GET", address, seconds=PATIENCE, at_most=LONGEST_PAGE)
    except (outgoing.NoAnswer, outgoing.Refused):
        return Seen(0, "", timedelta(seconds=monotonic() - began))
    page = answer.body.decode("utf-8", "replace")
    return Seen(answer.status, page, timedelta(seconds=monotonic() - began))


def _verdicts(awaited: list[Receipt], seen: Seen) -> list[tuple[Receipt, str, str]]:
    """What one page says of those that are awaited there. What readers have by now is asked after the page was."""
    stories = {one.edition.story_id for one in awaited}
    live = dict(Edition.objects.live().filter(story__in=stories).values_list("story_id", "pk"))
    page = _Page(SURFACES[awaited[0].surface], awaited[0].edition, seen)
    return [(one, *page.says_of(one, live.get(one.edition.story_id))) for one in awaited]


class _Page:
    """A page as it was got, and what is to be found on it."""

    def __init__(self, surface: Surface, edition: Edition, seen: Seen) -> None:
        self.surface, self.edition, self.status = surface, edition, seen.status
        self.told = surface.read(seen.page) if seen.status == 200 else set()

    @cached_property
    def held(self) -> set[str]:
        """What it should tell by now. Asked only where something is missed."""
        return self.surface.holds(self.edition)

    def says_of(self, receipt: Receipt, live: int | None) -> tuple[str, str]:
        """A verdict, given which edition of the story readers have now."""
        is_told = self.surface.told(receipt.edition) in self.told
        if receipt.kind == Receipt.Kind.OPENING:
            return self._of_opening(receipt.edition, is_told, live)
        return self._of_ending(is_told, live)

    def _of_opening(self, edition: Edition, is_told: bool, live: int | None) -> tuple[str, str]:
        if live != edition.pk:
            return _STATE.OVERTAKEN, ""
        if is_told:
            return _STATE.SEEN, ""
        # Lists are short, and search engines are not led to everything.
        if self.status in (200, 404) and self.surface.told(edition) not in self.held:
            return _STATE.NOT_THERE, ""
        return _STATE.AWAITED, self._instead

    def _of_ending(self, is_told: bool, live: int | None) -> tuple[str, str]:
        if live is not None:
            return _STATE.OVERTAKEN, ""
        if self.status in GONE or (self.status == 200 and not is_told):
            return _STATE.SEEN, ""
        return _STATE.AWAITED, self._instead

    @property
    def _instead(self) -> str:
        if self.status == 200:
            return "a page from before"
        return f"an answer of {self.status}" if self.status else "no answer"
