"""Authors' portraits: on the page of whom readers can see, described, and no longer than their lease."""

import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import clock, freshness, workflow
from articles.models import Author, Touch
from pictures import names
from pictures.models import Picture
from tests.desk_pages import signed_in, typed
from tests.factories import DAY, HOUR, make_author
from tests.picture_files import in_library, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
PAGE = "/by/ana-reyes/"
ALT = "Ana Reyes at a river, in a raincoat."


@pytest.fixture
def portrait() -> Picture:
    return in_library(title="Ana", credit="T. Reve", caption="The desk’s own words.")


@pytest.fixture
def ana(portrait) -> Author:
    return make_author(portrait=portrait, portrait_alt=ALT)


def say(picture: Picture, **fields) -> None:
    Picture.objects.filter(pk=picture.pk).update(**fields)


def page() -> str:
    answer = Client().get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def key(picture: Picture) -> str:
    return picture.current("square").key


def test_a_page_shows_the_square_crop_with_its_description_and_credit(staff, ana, portrait):
    staff.published()
    shown = page()
    assert f"/pictures/{key(portrait)}-" in shown
    assert f'alt="{ALT}"' in shown
    assert '<span class="caption__credit">T. Reve</span>' in shown
    assert "The desk’s own words." not in shown
    for other in ("lead", "portrait", "card"):
        assert portrait.current(other).key not in shown


def test_search_engines_are_told_of_it(staff, ana, portrait):
    staff.published()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page(), re.S)[1])
    image = data["mainEntity"]["image"]
    assert image["url"].endswith(f"/pictures/{names.rendition(key(portrait), image['width'], 'jpg')}")
    assert (image["width"], image["height"], image["creditText"]) == (960, 960, "T. Reve")


def test_whoever_has_none_has_a_page_without_a_hole(staff):
    make_author()
    staff.published()
    assert "author__portrait" not in page()
    assert '"image"' not in page()


def test_its_file_is_public_as_long_as_readers_have_work_of_theirs(staff):
    picture = take_in(written(), by=staff.editor)
    make_author(portrait=picture, portrait_alt=ALT)
    where = f"/pictures/{names.rendition(key(picture), 320, 'webp')}"
    assert Client().get(where).status_code == 404
    story = staff.published(at=clock.now() + DAY)
    assert Client().get(where).status_code == 404
    workflow.unschedule(story, by=staff.publisher)
    workflow.publish(story, by=staff.publisher)
    assert Client().get(where).status_code == 200
    workflow.kill(story, by=staff.publisher, notice="We could not stand by it.")
    assert Client().get(where).status_code == 404


@pytest.mark.parametrize("window", [(None, -HOUR), (HOUR, None)])
def test_it_is_shown_while_its_lease_goes_on(staff, ana, portrait, window):
    staff.published()
    now = clock.now()
    begins, ends = (side and now + side for side in window)
    say(portrait, allowed_from=begins, allowed_until=ends)
    assert "author__portrait" not in page()
    say(portrait, allowed_from=now - HOUR, allowed_until=now + HOUR)
    assert "author__portrait" in page()


def test_what_stands_in_for_it_says_what_it_shows_itself(staff, ana, portrait):
    staff.published()
    other = in_library(alt="Ana Reyes at her desk.")
    say(portrait, allowed_until=clock.now() - HOUR, fallback=other)
    assert f"/pictures/{key(other)}-" in page()
    assert 'alt="Ana Reyes at her desk."' in page()
    assert key(portrait) not in page()


def test_no_page_is_kept_past_the_end_of_its_lease_nor_past_what_the_desk_says_of_it(staff, ana, portrait):
    staff.published()
    now = clock.now()
    say(portrait, allowed_until=now + HOUR)
    with freshness.watching() as shown:
        page()
    assert shown.is_pictured
    assert freshness.hours_of_change(now)[1] == freshness.next_end_of_lease(now) == now + HOUR
    freshness.touch_pictures([portrait.pk])
    assert Touch.objects.latest("pk").tags == ["author:ana-reyes"]


def test_what_the_desk_says_of_its_stand_in_is_news_to_its_page(ana, portrait):
    other = in_library()
    say(portrait, fallback=other)
    freshness.touch_pictures([other.pk])
    assert Touch.objects.latest("pk").tags == ["author:ana-reyes"]


def test_it_costs_two_questions_and_none_where_there_is_none(staff, ana):
    staff.published()
    page()
    asked = []
    for fields in ({}, {"portrait": None, "portrait_alt": ""}):
        Author.objects.update(**fields or {"portrait_alt": ALT})
        with CaptureQueriesContext(connection) as queries:
            page()
        asked.append(len(queries))
    assert asked[0] - asked[1] == 2


# Beside the byline


def article(story) -> str:
    return Client().get(story.editions.get().path).content.decode()


def test_a_byline_bears_the_portrait_and_needs_no_words_beside_the_name(staff, ana, portrait):
    story = staff.published(authors=["Ana Reyes", "Rui Tembe"])
    (shown,) = re.findall(r'<img class="byline__portrait"[^>]*>', article(story))
    assert f'src="/pictures/{names.rendition(key(portrait), 320, "webp")}"' in shown
    assert 'alt=""' in shown


def test_a_byline_loses_it_with_the_lease_and_when_it_is_replaced(staff, ana, portrait):
    story = staff.published()
    assert "byline__portrait" in article(story)
    say(portrait, allowed_until=clock.now() - HOUR)
    assert "byline__portrait" not in article(story)
    say(portrait, allowed_until=None, replaced_by=in_library())
    assert "byline__portrait" not in article(story)


def test_an_article_asks_no_question_more_for_it_and_is_made_anew_with_it(staff, ana, portrait):
    story = staff.published()
    article(story)
    asked = []
    for _ in ("with it", "without"):
        with CaptureQueriesContext(connection) as queries, freshness.watching() as shown:
            article(story)
        asked.append((len(queries), shown.is_pictured, "author:ana-reyes" in shown.tags))
        Author.objects.update(portrait=None)
    assert asked == [(asked[1][0], True, True), (asked[1][0], False, False)]


# At the desk


def test_the_desk_chooses_it_with_its_description(staff, portrait):
    ana, client = make_author(), signed_in(staff.editor)
    where = f"/admin/articles/author/{ana.pk}/change/"
    form = typed(client.get(where), "#author_form", portrait=str(portrait.pk))
    again = client.post(where, form)
    assert "Describe the portrait for someone who cannot see it." in again.content.decode()
    assert client.post(where, form | {"portrait_alt": ALT}).status_code == 302
    ana.refresh_from_db()
    assert (ana.portrait, ana.portrait_alt) == (portrait, ALT)


def test_what_may_not_be_used_anew_is_not_chosen_and_what_stands_stays(staff, ana, portrait):
    client, where = signed_in(staff.editor), f"/admin/articles/author/{ana.pk}/change/"
    over = in_library(title="Over", credit="", allowed_until=clock.now() - HOUR)
    gone = in_library(title="Gone", replaced_by=portrait)
    for chosen, said in (
        (over, ["Its lease ended on", "It has no credit"]),
        (gone, ["It was replaced by “Ana”: choose that one."]),
    ):
        again = client.post(where, typed(client.get(where), "#author_form", portrait=str(chosen.pk)))
        assert [words for words in said if words not in again.content.decode()] == []
    say(portrait, allowed_until=clock.now() - HOUR)
    assert client.post(where, typed(client.get(where), "#author_form", bio="Rivers.")).status_code == 302
    ana.refresh_from_db()
    assert (ana.portrait, ana.bio) == (portrait, "Rivers.")


def test_the_database_knows_that_portraits_are_described(portrait):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_author("Tomás Reve", portrait=portrait)
