"""Which advert stands in a place of a page. Pure: the same page in the same hour has the same adverts for everybody."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from math import log
from operator import itemgetter

from adverts.models import Creative


def ranked(
    adverts: Iterable[Creative], *, placement: str, page: str, at: datetime, section=None
) -> list[Creative]:
    """The adverts for a placement on a page, the one whose turn it is first: one of each campaign.

    `page` is the path, `at` an aware moment of which the hour counts, `section` what the page belongs to, if anything.
    Drawn by the hash of page, placement and hour, where a campaign of weight 3 comes first three times as often as one
    of weight 1; when a campaign comes or goes, all other pages keep theirs (weighted rendezvous hashing).
    """
    ticket = f"{page} {placement} {at.astimezone(UTC):%Y-%m-%d %H}"
    wanted = [one for one in adverts if one.placement == placement and may_stand(one, section)]
    drawn = [(_turn(ticket, one), _lot(ticket, "creative", one.pk), one) for one in wanted]
    first_of_each: dict[int, Creative] = {}
    for *_, one in sorted(drawn, key=itemgetter(0, 1)):
        first_of_each.setdefault(one.campaign_id, one)
    return list(first_of_each.values())


def may_stand(advert: Creative, section) -> bool:
    """Whether a campaign wants to be in a section, or in the one of which that is a part."""
    if not advert.section_ids:
        return True
    return section is not None and bool({section.pk, section.parent_id} & advert.section_ids)


def _turn(ticket: str, advert: Creative) -> float:
    """When it is a campaign's turn: the heavier it is, the sooner, as chance has it."""
    return -log(_lot(ticket, "campaign", advert.campaign_id)) / advert.campaign.weight


def _lot(ticket: str, noun: str, key: int) -> float:
    """A number over 0 and up to 1 that chance might have drawn, but always the same."""
    drawn = int.from_bytes(sha256(f"{ticket} {noun} {key}".encode()).digest()[:8])
    return (drawn + 1) / 2**64
