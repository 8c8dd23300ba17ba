"""Which advert stands where: the same for everybody for an hour, by weight, and only where a campaign wants to be."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from adverts import choosing
from adverts.models import Campaign, Creative

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
WORLD, CULTURE = (SimpleNamespace(pk=pk, parent_id=None) for pk in (1, 2))
AFRICA = SimpleNamespace(pk=3, parent_id=1)


def advert(number: int, *, weight: int = 1, sections=(), placement: str = "text", of: int | None = None):
    campaign = Campaign(pk=of or number, weight=weight)
    made = Creative(pk=number, campaign=campaign, placement=placement)
    made.section_ids = frozenset(sections)
    return made


def first(adverts, page="/", at=NOON, **where):
    found = choosing.ranked(adverts, placement="text", page=page, at=at, **where)
    return found[0].pk if found else None


def pages(number: int) -> list[str]:
    return [f"/2026/05/03/story-{n}/" for n in range(number)]


def test_a_page_keeps_its_advert_for_an_hour_whoever_asks_and_in_whatever_order():
    adverts = [advert(n) for n in range(1, 9)]
    chosen = first(adverts)
    assert chosen == first(adverts[::-1]) == first(adverts, at=NOON + timedelta(minutes=59, seconds=59))


def test_another_hour_or_another_page_may_have_another():
    adverts = [advert(n) for n in range(1, 9)]
    assert len({first(adverts, at=NOON + timedelta(hours=n)) for n in range(48)}) == 8
    assert len({first(adverts, page) for page in pages(48)}) == 8


def test_an_hour_is_the_same_in_every_zone():
    adverts = [advert(n) for n in range(1, 9)]
    elsewhere = NOON.astimezone(tz=None)
    assert first(adverts, at=NOON) == first(adverts, at=elsewhere)


def test_a_campaign_of_weight_three_stands_three_times_as_often():
    seen = Counter(first([advert(1), advert(2, weight=3)], page) for page in pages(4000))
    assert seen[2] / seen[1] == pytest.approx(3, rel=0.15)


def test_more_adverts_in_a_campaign_do_not_make_it_stand_more_often():
    adverts = [advert(1), *(advert(n, of=2) for n in range(2, 6))]
    seen = Counter(first(adverts, page) for page in pages(4000))
    assert seen[1] == pytest.approx(2000, rel=0.1)
    assert all(seen[n] == pytest.approx(500, rel=0.25) for n in range(2, 6))


def test_when_a_campaign_ends_pages_that_did_not_have_it_keep_theirs():
    adverts = [advert(n) for n in range(1, 6)]
    with_all = {page: first(adverts, page) for page in pages(200)}
    without = {page: first(adverts[:-1], page) for page in pages(200)}
    assert {page for page in with_all if with_all[page] != without[page]} == {
        page for page, pk in with_all.items() if pk == 5
    }


def test_two_places_of_a_page_have_adverts_of_two_campaigns():
    found = choosing.ranked(
        [advert(1), advert(2, of=1), advert(3)], placement="text", page="/", at=NOON, section=None
    )
    assert {one.campaign_id for one in found} == {1, 3}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("wanted", "section", "stands"),
    [
        ((), None, True),
        ((), CULTURE, True),
        ((1,), WORLD, True),
        ((1,), AFRICA, True),
        ((3,), AFRICA, True),
        ((3,), WORLD, False),
        ((1,), CULTURE, False),
        ((1,), None, False),
    ],
)
def test_a_campaign_stands_in_its_sections_and_their_parts_alone(wanted, section, stands):
    assert (first([advert(1, sections=wanted)], section=section) == 1) is stands


def test_an_advert_stands_only_where_it_was_made_for():
    assert first([advert(1, placement="masthead")]) is None
