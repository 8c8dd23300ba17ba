"""Campaigns at the desk: who plans them, what is refused and why, how they look, how often they were followed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from adverts import pictures
from adverts.models import Campaign, ClickCount
from articles import clock
from tests.advert_samples import drawn, make_advert, make_campaign, make_picture
from tests.desk_pages import at_the_desk, page_of, signed_in, typed
from tests.factories import DAY, make_section
from tests.picture_files import exif, png_of_nothing

pytestmark = pytest.mark.django_db

LIST = "/admin/adverts/campaign/"
COUNTS = "/admin/adverts/clickcount/"


@pytest.fixture
def producer(staff):
    return at_the_desk(staff.producer)


def filled(client, **changes) -> dict:
    """The page of a new campaign as a producer fills it in, with one advert."""
    fields = {
        "name": "The Saturday edition",
        "live_from": "2026-05-03T06:00",
        "creatives-0-placement": "text",
        "creatives-0-link": "/series/the-keepers/",
        "creatives-0-headline": "Slow news, on paper.",
        "creatives-0-call": "Have it sent to you",
    }
    return typed(client.get(f"{LIST}add/"), "#campaign_form", **fields | changes)


def reasons(answer) -> str:
    return " ".join(node.text() for node in page_of(answer).css(".errorlist li"))


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reporter", False),
        ("editor", False),
        ("copy_editor", False),
        ("administrator", False),
        ("producer", True),
        ("publisher", True),
    ],
)
def test_those_who_plan_the_papers_day_plan_its_adverts_and_nobody_who_writes(staff, role, may):
    campaign = make_advert().campaign
    client = signed_in(getattr(staff, role))
    doors = (LIST, f"{LIST}add/", f"{LIST}{campaign.pk}/change/", f"{LIST}{campaign.pk}/preview/", COUNTS)
    assert {client.get(door).status_code for door in doors} == {200 if may else 403}
    client.post(f"{LIST}{campaign.pk}/delete/", {"post": "yes"})
    assert Campaign.objects.exists() is not may


def test_nobody_who_is_not_signed_in_sees_any_of_it(client):
    campaign = make_advert().campaign
    for door in (LIST, f"{LIST}{campaign.pk}/preview/", COUNTS):
        assert client.get(door).status_code == 302


def test_a_campaign_is_made_with_its_adverts_on_one_page(producer):
    make_section()
    answer = producer.post(f"{LIST}add/", filled(producer, live_until="2026-06-03T06:00", weight="3"))
    assert answer.status_code == 302, reasons(answer)
    campaign = Campaign.objects.get()
    assert f"{campaign.live_from:%d %H:%M} {campaign.live_until:%m} {campaign.weight}" == "03 06:00 06 3"
    assert campaign.creatives.get().headline == "Slow news, on paper."


def test_hours_are_typed_in_the_zone_of_who_plans(staff):
    staff.producer.time_zone = "Africa/Casablanca"
    staff.producer.save()
    client = signed_in(staff.producer)
    client.post(f"{LIST}add/", filled(client, live_from="2026-05-03T06:00"))
    assert Campaign.objects.get().live_from.isoformat() == "2026-05-03T05:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"live_until": "2026-05-03T06:00"}, "It must end after it begins."),
        ({"weight": "11"}, "less than or equal to 10"),
        ({"creatives-0-headline": ""}, "An advert is either words, with a headline, or a picture."),
        ({"creatives-0-call": ""}, "Say what one does by following it."),
        ({"creatives-0-link": "//evil.example/"}, "It must lead to https://… or to an address of ours"),
        ({"creatives-0-link": "/a b/"}, "An address has no spaces."),
    ],
)
def test_what_the_database_would_not_take_is_refused_on_the_page_with_the_reason(producer, changes, reason):
    answer = producer.post(f"{LIST}add/", filled(producer, **changes))
    assert reason in reasons(answer)
    assert not Campaign.objects.exists()


def test_a_picture_is_made_anew_and_has_to_be_described(producer):
    words = {"creatives-0-headline": "", "creatives-0-call": ""}
    upload = SimpleUploadedFile("poster.jpg", drawn("JPEG", (3000, 2500), comment=b"home address"))
    form = filled(producer, **words) | {"creatives-0-upload": upload}
    assert "Describe the picture" in reasons(producer.post(f"{LIST}add/", form))
    upload.seek(0)
    producer.post(f"{LIST}add/", form | {"creatives-0-alt": "A white wall."})
    advert = Campaign.objects.get().creatives.get()
    assert (advert.picture_width, advert.picture_height) == (1440, 1200)
    kept = bytes(advert.picture)
    assert kept[8:12] == b"WEBP"
    assert b"home address" not in kept


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture we can read"),
        (drawn("GIF"), "no picture we can read"),
        (drawn("PNG")[:60], "breaks off before its end"),
        (drawn("PNG", (6000, 5000)), "more than 25 million pixels: send a smaller one"),
        (b"x" * (pictures.LARGEST_FILE + 1), "larger than five megabytes"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(producer, content, reason):
    form = filled(producer) | {"creatives-0-upload": SimpleUploadedFile("poster.png", content)}
    assert reason in reasons(producer.post(f"{LIST}add/", form))


def test_a_picture_stays_when_something_else_is_changed_and_goes_when_words_take_its_place(producer):
    advert = make_picture()
    where = f"{LIST}{advert.campaign_id}/change/"
    form = typed(producer.get(where), "#campaign_form", **{"creatives-0-link": "/search/"})
    assert producer.post(where, form).status_code == 302
    advert.refresh_from_db()
    assert (advert.link, advert.has_picture) == ("/search/", True)
    words = {"creatives-0-headline": "Words", "creatives-0-call": "Go"}
    producer.post(where, typed(producer.get(where), "#campaign_form", **words))
    advert.refresh_from_db()
    assert (advert.headline, advert.picture, advert.has_picture) == ("Words", None, False)


def test_the_list_says_what_runs_what_is_coming_and_what_has_ended(producer):
    now = clock.now()
    make_campaign("Now")
    make_campaign("Soon", live_from=now + DAY)
    make_campaign("Past", live_from=now - 2 * DAY, live_until=now - DAY)
    rows = page_of(producer.get(LIST)).css("#result_list tbody tr")
    said = {row.css_first("th").text(): row.css_first(".field-place").text() for row in rows}
    assert said == {"Now": "live", "Soon": "coming", "Past": "ended"}
    for place, name in (("live", "Now"), ("coming", "Soon"), ("ended", "Past")):
        rows = page_of(producer.get(f"{LIST}?place={place}")).css("#result_list tbody tr th")
        assert [row.text() for row in rows] == [name]


def test_clicks_are_shown_by_campaign_by_advert_and_by_day(producer):
    campaign = make_campaign()
    adverts = [make_advert(campaign), make_advert(campaign, "masthead", headline="Strip")]
    other = make_advert(make_campaign("Another"))
    for days, advert, clicks in ((0, adverts[0], 4), (1, adverts[0], 3), (0, adverts[1], 2), (0, other, 9)):
        ClickCount.objects.create(creative=advert, day=clock.now().date() - days * DAY, clicks=clicks)
    rows = page_of(producer.get(LIST)).css("#result_list tbody tr")
    assert {row.css_first("th").text(): row.css_first(".field-clicks").text() for row in rows} == {
        "The Saturday edition": "9",
        "Another": "9",
    }
    page = page_of(producer.get(f"{LIST}{campaign.pk}/change/"))
    so_far = [
        node.text(strip=True)
        for node in page.css(
            ".dynamic-creatives .field-clicks .readonly, .has_original .field-clicks .readonly"
        )
    ]
    assert sorted(so_far) == ["2", "7"]
    days = page_of(producer.get(f"{COUNTS}?campaign={campaign.pk}")).css("#result_list tbody tr")
    assert sorted(row.css_first(".field-clicks").text() for row in days) == ["2", "3", "4"]
    assert producer.get(f"{COUNTS}?campaign=x").status_code in (200, 302)


def test_the_preview_shows_adverts_as_readers_will_have_them_before_they_have_them(producer):
    campaign = make_campaign(live_from=clock.now() + DAY)
    make_advert(campaign, "masthead", headline="Strip")
    make_picture(campaign)
    page = page_of(producer.get(f"{LIST}{campaign.pk}/preview/"))
    assert page.css_first(".advert--masthead .house__line").text() == "Strip"
    assert page.css_first(".advert--text img").attributes["src"].startswith("data:image/webp;base64,")
    assert len(page.css(".advert__label")) == 2


def test_the_list_costs_the_same_however_many_there_are(producer, django_assert_max_num_queries):
    for number in range(20):
        make_advert(make_campaign(f"Campaign {number}"))
    with django_assert_max_num_queries(12):
        producer.get(LIST)
    with django_assert_max_num_queries(25):
        producer.get(f"{LIST}{Campaign.objects.first().pk}/change/")


def test_a_picture_stands_upright_fits_its_box_and_goes_on_letting_through():
    clear = Image.new("RGBA", (3000, 400), (200, 30, 20, 0))
    file = BytesIO()
    clear.save(file, "PNG", exif=exif(6))
    kept = pictures.remade(file.getvalue())
    made = Image.open(BytesIO(kept.content))
    assert (kept.width, kept.height) == made.size == (160, 1200)
    assert (made.mode, made.getpixel((10, 10))[3]) == ("RGBA", 0)
    assert not made.getexif()


def test_a_strip_that_is_too_long_costs_a_sentence():
    with pytest.raises(pictures.NotAPicture, match="send a smaller one"):
        pictures.remade(png_of_nothing(20_000, 1_000))
