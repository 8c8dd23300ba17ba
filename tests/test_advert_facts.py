"""What the database knows of adverts, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from adverts.models import Campaign, ClickCount
from articles import clock
from tests.advert_samples import make_advert, make_campaign, make_picture
from tests.factories import DAY, NOON

pytestmark = pytest.mark.django_db


def refused(by: str, make, **fields) -> None:
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({"live_until": NOON, "live_from": NOON}, "campaign_ends_after_it_begins"),
        ({"live_until": NOON - DAY, "live_from": NOON}, "campaign_ends_after_it_begins"),
        ({"weight": 0}, "campaign_weight_is_1_to_10"),
        ({"weight": 11}, "campaign_weight_is_1_to_10"),
        ({"name": ""}, "campaign_has_a_name"),
    ],
)
def test_a_campaign_has_a_name_a_window_and_a_weight(fields, by):
    refused(by, make_campaign, **fields)


def test_two_campaigns_do_not_share_a_name():
    make_campaign()
    refused("name", make_campaign)


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({"headline": ""}, "creative_is_words_or_a_picture"),
        ({"call": ""}, "creative_in_words_says_what_its_link_does"),
        ({"placement": "popup"}, "creative_has_a_known_placement"),
    ],
)
def test_an_advert_in_words_says_something_and_what_its_link_does(fields, by):
    refused(by, make_advert, campaign=make_campaign(), **fields)


@pytest.mark.parametrize(
    ("fields", "by"),
    [
        ({"alt": ""}, "creative_picture_is_described"),
        ({"headline": "Both"}, "creative_"),
        ({"picture_width": None}, "creative_is_words_or_a_picture"),
        ({"picture": None, "headline": "Words", "call": "Go"}, "creative_is_words_or_a_picture"),
    ],
)
def test_an_advert_in_pictures_is_described_and_has_its_size(fields, by):
    refused(by, make_picture, campaign=make_campaign(), **fields)


@pytest.mark.parametrize(
    "link", ["", "//evil.example/", "/\\evil.example", "http://plain.example/", "javascript:x", "data:x"]
)
def test_an_advert_leads_into_the_paper_or_to_https(link):
    refused("creative_leads_into_the_paper_or_to_https", make_advert, campaign=make_campaign(), link=link)


@pytest.mark.parametrize("link", ["/", "/search/?q=dam", "https://shop.example/x?y=1#z"])
def test_such_links_are_taken(link):
    assert make_advert(link=link).link == link


def test_a_day_is_counted_in_one_row():
    advert = make_advert()
    ClickCount.objects.create(creative=advert, day=NOON.date())
    refused(
        "creative_is_counted_once_a_day|UNIQUE.*creative_id",
        ClickCount.objects.create,
        creative=advert,
        day=NOON.date(),
    )


def test_a_campaign_runs_from_its_first_moment_to_the_one_before_its_end():
    campaign = make_campaign(live_from=NOON, live_until=NOON + DAY)
    moments = {"before": NOON - DAY, "first": NOON, "during": NOON + DAY / 2, "end": NOON + DAY}
    live = {name for name, at in moments.items() if Campaign.objects.live(at).exists()}
    assert live == {"first", "during"}
    assert not Campaign.objects.live().filter(pk=campaign.pk, live_from__gt=clock.now()).exists()
