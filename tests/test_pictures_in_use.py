"""What readers see of a story’s pictures: frozen with it, in the right crop, and no longer than they may be seen."""

import json
import re
import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import clock, freshness, previews, reading, workflow
from articles.models import Edition, Revision, Story
from articles.models.revision import content_of
from newsroom.page_cache.entry import entry_of
from pictures import crops
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, HOUR, make_section, make_story
from tests.picture_files import draw, in_library, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
WORDS = "<p>The water came before dawn.</p>"
FIGURE = '<figure data-node="picture" data-picture="{}" data-alt="A crane."{}></figure>'


def at_the_head(number: int) -> dict:
    return {"picture": number, "alt": "A crane."}


@pytest.fixture
def shelf() -> list[Picture]:
    """Four pictures with words of their own."""
    return [
        in_library(
            caption=f"The quay\nat {number}",
            credit=f"Ana Reyes {number}",
            alt=f"A crane, {number}.",
            tone="124",
        )
        for number in range(4)
    ]


@pytest.fixture
def story(staff, shelf):
    """A live story with a picture at its head, one in its text, and two in a gallery."""
    lead, text, first, second = (picture.pk for picture in shelf)
    gallery = f'<div data-node="gallery">{FIGURE.format(first, "")}{FIGURE.format(second, "")}</div>'
    body = "\n".join([WORDS, FIGURE.format(text, ' data-caption="In the text"'), gallery])
    return staff.published(lead_picture=at_the_head(lead), body=body)


def say(picture: Picture, **fields) -> None:
    Picture.objects.filter(pk=picture.pk).update(**fields)


def keys(picture: Picture) -> set[str]:
    return set(picture.crops.values_list("key", flat=True))


def seen(address: str, picture: Picture, at=None) -> bool:
    """Whether a page names any file of a picture, at a moment by the database's clock."""
    with clock.standing_at(at or clock.now()):
        answer = Client().get(address)
    assert answer.status_code == 200, address
    return any(key in answer.content.decode() for key in keys(picture))


def path_of(story) -> str:
    return story.editions.get().path


# Frozen


def test_a_lead_picture_is_frozen_with_its_crops_and_words(staff, shelf):
    lead = {
        "picture": shelf[0].pk,
        "alt": "A gate.",
        "is_decorative": False,
        "caption": "",
        "credit": "T. Reve",
    }
    frozen = staff.published(lead_picture=lead).editions.get().lead_picture
    said = [frozen[name] for name in ("picture", "alt", "caption", "credit", "label")]
    assert said == [shelf[0].pk, "A gate.", "The quay at 0", "T. Reve", ""]
    crop = shelf[0].current("lead")
    assert frozen["crops"]["lead"] == {"key": crop.key, "sizes": [list(size) for size in crop.sizes]}
    assert {"lead", "card", "square", "portrait"} <= frozen["crops"].keys()


def test_what_is_frozen_does_not_change_with_the_library(story, shelf):
    before = Client().get(path_of(story)).content
    say(shelf[0], caption="Another", credit="Nobody", alt="Nothing")
    crops.arrange(shelf[0], (100, 100), {})
    assert Client().get(path_of(story)).content == before
    edition = Edition.objects.get()
    assert edition.fingerprint() == edition.content_hash


def test_a_decoration_says_nothing(staff, shelf):
    decorated = {"picture": shelf[0].pk, "is_decorative": True, "alt": ""}
    body = WORDS + FIGURE.format(shelf[1].pk, ' data-decorative="yes"')
    page = Client().get(path_of(staff.published(lead_picture=decorated, body=body))).content.decode()
    assert re.findall(r'<img [^>]*alt="([^"]*)"', page.partition('<div class="article__foot')[0])[:2] == [
        "",
        "",
    ]


def test_a_picture_that_is_not_in_the_library_leaves_no_hole(staff):
    story = staff.published(lead_picture=at_the_head(999), body=WORDS + FIGURE.format(998, ""))
    assert story.editions.get().lead_picture == {}
    assert "<figure" not in Client().get(path_of(story)).content.decode()


def test_a_picture_says_how_it_was_made(staff, shelf):
    say(shelf[0], label="ai")
    page = Client().get(path_of(staff.published(lead_picture=at_the_head(shelf[0].pk)))).content.decode()
    assert '<span class="caption__label">Made with AI</span>' in page


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_a_story_s_pictures_are_frozen_in_two_queries_foreseen_in_one_and_none_where_there_are_none(
    staff, shelf
):
    def freeze(story: Story) -> Edition:
        revision = Revision(story=story, content=content_of(story))
        return Edition.frozen(revision, corrections=[], number=0)

    body = "".join(FIGURE.format(picture.pk, "") for picture in shelf)
    plain, pictured = (
        make_story(body=WORDS),
        make_story(body=WORDS + body, lead_picture=at_the_head(shelf[0].pk)),
    )
    for make, asked in ((freeze, 2), (previews.of_story, 3)):
        assert queries_of(partial(make, pictured)) - queries_of(partial(make, plain)) == asked


# Printed


def test_a_page_lets_browsers_choose_the_format_the_width_and_on_a_phone_another_crop(story, shelf):
    lead, card = shelf[0].current("lead"), shelf[0].current("card")
    page = Client().get(path_of(story)).content.decode()
    picture = page[page.index("<picture>") : page.index("</picture>")]
    narrow, wide = picture.split('<source type="image/avif" srcset="')
    assert narrow.count('media="(max-width: 47.99rem)"') == 3
    assert f"/pictures/{card.key}-640.avif 640w" in narrow
    assert f"/pictures/{lead.key}-1280.avif 1280w" in wide
    assert f"/pictures/{lead.key}-1280.webp 1280w" in wide
    assert f'<img src="/pictures/{lead.key}-960.jpg"' in wide
    assert f'width="1280" height="{lead.sizes[-1][1]}" alt="A crane." fetchpriority="high"' in wide


def test_the_colour_of_a_picture_stands_in_its_room_until_it_is_there(story, shelf):
    page = Client().get(path_of(story)).content.decode()
    assert 'fetchpriority="high" class="ground r1 g2 b4"></picture>' in page


def test_all_but_the_first_picture_wait_until_they_are_near(story):
    page = Client().get(path_of(story)).content.decode()
    images = re.findall(r"<img [^>]*>", page)
    assert [("lazy" in image, "fetchpriority" in image) for image in images[:4]] == [
        (False, True),
        (True, False),
        (True, False),
        (True, False),
    ]
    assert all(re.search(r'width="\d+" height="\d+"', image) for image in images)


def test_every_file_that_a_page_names_can_be_fetched(staff):
    lead, text = (
        take_in(written(draw((1600, 1200), number)), by=staff.editor, credit="Ana Reyes") for number in (1, 2)
    )
    story = staff.published(lead_picture=at_the_head(lead.pk), body=WORDS + FIGURE.format(text.pk, ""))
    page = Client().get(path_of(story)).content.decode() + Client().get("/").content.decode()
    for address in set(re.findall(r"/pictures/[^\s\"]+", page)):
        assert Client().get(address).status_code == 200, address


def test_readers_learn_no_number_of_a_picture(story):
    for address in ("/", path_of(story), "/feed/", f"{path_of(story)}index.md"):
        assert "data-picture" not in Client().get(address).content.decode(), address


def test_an_old_picture_with_an_address_stays_as_it_is(staff):
    old = {"url": "/static/dam.svg", "width": 3, "height": 2, "alt": "A dam."}
    page = Client().get(path_of(staff.published(lead_picture=old))).content.decode()
    assert '<img src="/static/dam.svg" width="3" height="2" alt="A dam." fetchpriority="high">' in page


def test_machines_are_told_of_it_in_their_words(story, shelf, settings):
    lead, square = shelf[0].current("lead"), shelf[0].current("square")
    url = f"{settings.SITE_URL}/pictures/{lead.key}-1280.jpg"
    page, rss, atom = (
        Client().get(where).content.decode() for where in (path_of(story), "/feed/", "/feed/atom/")
    )
    assert all(said in page for said in (url, '"ImageObject"', '"The quay at 0"', '"Ana Reyes 0"'))
    assert f"/pictures/{square.key}-960.jpg" in page
    assert f'<media:content url="{url}" type="image/jpeg" medium="image" width="1280"' in rss
    assert "<media:credit>Ana Reyes 0</media:credit>" in rss
    assert f'<link rel="enclosure" type="image/jpeg" href="{url}"' in atom
    assert Client().get("/feed/json/").json()["items"][0]["image"] == url
    assert f"<image:loc>{url}</image:loc>" in Client().get("/news-sitemap.xml").content.decode()
    text = Client().get(f"{path_of(story)}index.md").content.decode()
    assert f"![A crane.](<{settings.SITE_URL}/pictures/{lead.key}-960.jpg>)" in text
    assert "<source" not in json.dumps(Client().get("/feed/json/").json())


# No longer than they may be seen

PAGES = (
    "/",
    "/world/",
    "{path}",
    "/feed/",
    "/feed/atom/",
    "/feed/json/",
    "{path}index.md",
    "/news-sitemap.xml",
)


@pytest.mark.parametrize("page", PAGES)
def test_at_the_end_of_its_lease_a_picture_goes_from_every_page_at_once(story, shelf, page):
    ends = clock.now() + HOUR
    say(shelf[0], allowed_until=ends)
    address = page.format(path=path_of(story))
    assert seen(address, shelf[0], ends - timedelta(milliseconds=1))
    assert not seen(address, shelf[0], ends)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_wherever_it_stands_in_a_story(story, shelf, place):
    ends = clock.now() + HOUR
    say(shelf[place], allowed_until=ends)
    assert seen(path_of(story), shelf[place], ends - timedelta(milliseconds=1))
    assert not seen(path_of(story), shelf[place], ends)
    assert all(seen(path_of(story), other, ends) for other in shelf if other != shelf[place])


def test_a_lease_that_has_not_begun_shows_nothing(story, shelf):
    begins = clock.now() + HOUR
    say(shelf[0], allowed_from=begins)
    assert not seen(path_of(story), shelf[0])
    assert seen(path_of(story), shelf[0], begins)


def test_what_stands_in_takes_its_place_in_its_crops_with_its_words(story, shelf):
    other = in_library(caption="The new quay", credit="Rui Tembe")
    ends = clock.now() + HOUR
    for place in (0, 1):
        say(shelf[place], allowed_until=ends, fallback=other)
    for address in ("/", path_of(story)):
        assert not seen(address, other)
        assert seen(address, other, ends)
        assert not seen(address, shelf[0], ends)
    with clock.standing_at(ends):
        page = page_of(Client().get(path_of(story)))
    captions = [said.text() for said in page.css("figcaption.caption")]
    assert sum(caption.startswith("The new quay") for caption in captions) == 2
    assert "In the text" not in page.html


def test_what_was_replaced_gives_way_at_once(story, shelf):
    other = in_library()
    say(shelf[0], replaced_by=other)
    assert seen(path_of(story), other)
    assert not seen(path_of(story), shelf[0])


def test_what_stands_in_is_asked_for_anew_each_time(story, shelf):
    first, second = in_library(), in_library()
    for other, gone in ((first, second), (second, first)):
        say(shelf[0], replaced_by=other)
        for address in ("/", path_of(story)):
            assert seen(address, other), address
            assert not seen(address, gone), address


def test_an_earlier_edition_shows_what_readers_can_still_fetch(story, staff, shelf):
    lead, text = shelf[0], shelf[1]
    staff.rewritten(story, lead_picture={}, body=WORDS + FIGURE.format(text.pk, ""))
    workflow.publish(story, by=staff.publisher)
    stood = f"{story.editions.last().path}history/1/"
    assert not seen(stood, lead)
    assert seen(stood, text)


def test_a_moment_that_comes_shows_what_may_be_seen_then(staff, shelf):
    opens = clock.now() + DAY
    story = staff.published(lead_picture=at_the_head(shelf[0].pk), at=opens)
    say(shelf[0], allowed_until=opens + HOUR)
    assert seen(path_of(story), shelf[0], opens)
    assert not seen(path_of(story), shelf[0], opens + HOUR)


# The desk


def test_the_desk_sees_pictures_where_readers_would_before_they_do_and_nobody_else(staff):
    picture = take_in(written(draw((800, 600), 5)), by=staff.editor)
    where = f"/pictures/{picture.current('card').key}-320.webp"
    seen_by_the_desk = signed_in(staff.reporter).get(where)
    assert (seen_by_the_desk.status_code, seen_by_the_desk["Cache-Control"]) == (200, "private, no-store")
    outside, unknown = Client().get(where), Client().get(f"/pictures/{'0' * 24}-320.webp")
    assert (outside.status_code, outside.content) == (404, unknown.content)
    assert sorted(outside.items()) == sorted(unknown.items())


# What it costs


def asked(address: str) -> int:
    Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    return len(queries)


def test_pictures_cost_no_query_and_what_stands_in_the_same_few_however_many(staff, shelf):
    section = make_section("World")
    plain = staff.published(section=section)
    bare = [asked(address) for address in ("/", "/world/", path_of(plain))]
    stories = [staff.published(section=section, lead_picture=at_the_head(shelf[0].pk)) for _ in range(3)]
    addresses = ("/", "/world/", path_of(stories[0]))
    assert [asked(address) for address in addresses] == bare
    say(shelf[0], allowed_until=clock.now() - HOUR)
    nothing = [asked(address) for address in addresses]
    assert [more - before for more, before in zip(nothing, bare, strict=True)] == [1, 1, 2]


# Pages that are kept


@pytest.fixture
def reader(settings, story) -> Client:
    """Somebody who gets pages that are kept."""
    settings.PAGE_CACHE_SECONDS = 60
    return Client()


def was_kept(answer) -> bool:
    return answer["Cache-Status"].startswith("newsroom; hit")


def names(answer, picture: Picture) -> bool:
    return any(key in answer.content.decode() for key in keys(picture))


def test_a_page_is_kept_no_longer_than_a_lease_goes_on(reader, story, shelf):
    ends = clock.now() + timedelta(seconds=2)
    say(shelf[0], allowed_until=ends)
    for address in ("/", path_of(story)):
        assert names(reader.get(address), shelf[0])
        again = reader.get(address)
        assert was_kept(again)
        assert "stale-while-revalidate=0" in again["Cache-Control"]
    time.sleep(max(0, (ends - clock.now()).total_seconds()) + 0.01)
    for address in ("/", path_of(story)):
        answer = reader.get(address)
        assert not was_kept(answer)
        assert not names(answer, shelf[0])


def test_a_picture_comes_back_at_the_beginning_of_a_lease(reader, story, shelf):
    begins = clock.now() + timedelta(seconds=2)
    say(shelf[0], allowed_from=begins)
    assert not names(reader.get("/"), shelf[0])
    time.sleep(max(0, (begins - clock.now()).total_seconds()) + 0.01)
    assert names(reader.get("/"), shelf[0])


def test_the_lease_of_what_nobody_uses_drops_no_page(reader):
    in_library(allowed_until=clock.now() + HOUR)
    assert freshness.hours_of_change(clock.now()) == (None, None)


def test_the_lease_of_what_stands_in_counts_too(reader, shelf):
    ends = clock.now() + HOUR
    say(shelf[0], fallback=in_library(allowed_until=ends))
    assert freshness.hours_of_change(clock.now()) == (None, ends)
    assert freshness.next_end_of_lease(clock.now()) == ends


def test_what_the_desk_says_of_a_lease_reaches_kept_pages(
    reader, story, shelf, staff, django_capture_on_commit_callbacks
):
    path, other = path_of(story), "/topics/"
    for address in ("/", path, other):
        reader.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        many = signed_in(staff.editor).post(
            f"/admin/pictures/picture/many/?picture={shelf[1].pk}",
            {"sets_lease": "on", "allowed_until": "2020-01-01T00:00"},
        )
    assert many.status_code == 302
    assert not names(reader.get(path), shelf[1])
    assert was_kept(reader.get(other))


def test_while_the_database_is_away_no_page_is_served_past_a_lease(reader, story, shelf):
    ends = clock.now() + HOUR
    say(shelf[0], allowed_until=ends)
    with freshness.watching() as shown:
        reading.front()
    kept = {"as_of": clock.now(), "next_change": None, "lease_ends": ends}
    entry = entry_of(HttpResponse("page"), shown, **kept)
    assert entry.ends == ends
