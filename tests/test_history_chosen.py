"""What readers ask of a story's history: what matters alone, any two editions beside each other, one as it stood."""

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import clock, history, workflow
from articles.models import Correction, Story
from tests.factories import DAY, HOUR, NOON, make_author, make_dateline
from tests.test_history import ask, corrected, history_of, updated, wall, words
from tests.test_page_cache import was_kept


def html(address: str) -> LexborHTMLParser:
    answer = ask(address)
    assert answer.status_code == 200, address
    return LexborHTMLParser(answer.content.decode())


@pytest.fixture
def story(staff):
    """Three editions: as it was, corrected, and told anew."""
    story = staff.published(headline="The wall held", body=wall())
    corrected(staff, story, body=wall("11.2"))
    return updated(staff, story, headline="The sea wall held", body=wall("11.2").replace("before", "after"))


def two(story, asked: str) -> LexborHTMLParser:
    return html(f"{history_of(story)}?{asked}")


def chosen(page: LexborHTMLParser) -> list[str]:
    return [option.attributes["value"] for option in page.css("option[selected]")]


# Two beside each other


def test_any_two_editions_are_laid_beside_each_other_whatever_lies_between(story):
    page = two(story, "from=1&to=3")
    assert [node.text() for node in page.css("h2.edition__number")] == ["First edition to third edition"]
    difference = page.css_first(".difference")
    assert [node.text() for node in difference.css("del")] == ["before", "12.1"]
    assert [node.text() for node in difference.css("ins")] == ["sea ", "after", "11.2"]
    assert words(page.css_first(".edition__sum")) == "Three words put in, two words taken out"
    assert "Correction. It is 11.2 kilometres long" in words(page.css_first(".edition__head"))
    assert chosen(page) == ["1", "3"]


def test_the_older_one_comes_first_however_they_are_named(story):
    assert ask(f"{history_of(story)}?from=3&to=1").content == ask(f"{history_of(story)}?from=1&to=3").content


@pytest.mark.parametrize(
    ("asked", "places"), [("from=1", ["1", "3"]), ("to=1", ["1", "2"]), ("to=3", ["2", "3"])]
)
def test_what_is_not_said_is_the_newest_and_the_one_before_it(story, asked, places):
    assert chosen(two(story, asked)) == places


def test_a_reader_chooses_among_those_that_opened_without_script(staff, story):
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=clock.now() + DAY)
    form = html(f"{story.editions.live().get().path}history/").css_first("form.compare")
    assert form.attributes["method"] == "get"
    assert form.attributes["action"] == f"{story.editions.live().get().path}history/"
    assert [select.attributes["name"] for select in form.css("select")] == ["from", "to"]
    assert [option.attributes["value"] for option in form.css("#from option")] == ["1", "2", "3"]
    assert chosen(form) == ["2", "3"]
    assert "Third edition, " in form.css_first("#to option").text()


def test_an_edition_beside_itself_says_so(story):
    page = two(story, "from=2&to=2")
    assert "One and the same edition" in words(page.css_first(".difference"))
    assert not page.css("main .difference :is(ins, del)")


@pytest.mark.parametrize(
    "asked",
    [
        "from=0",
        "from=4",
        "to=x",
        "from=&to=",
        "to=²",
        "from=-1",
        "from=01",
        "from=1&page=2",
        "to=2&show=material",
        f"to={'9' * 99}",
        "from=1.5",
    ],
)
def test_what_is_no_edition_is_not_found(story, asked):
    unknown = ask("/1999/01/01/nobody/history/")
    answer = ask(f"{history_of(story)}?{asked}")
    assert (answer.status_code, answer.content) == (404, unknown.content)


def test_a_correction_that_was_told_before_both_is_not_told_again(story):
    assert not two(story, "from=2&to=3").css(".edition__why")


def test_a_story_with_one_edition_has_nothing_to_choose(staff):
    page = html(f"{history_of(staff.published())}?from=1&to=1")
    assert not page.css("form.compare")


# What matters alone


def test_what_is_minor_can_be_left_out(staff, story):
    address = history_of(story)
    assert not html(address).css(".legend__ways"), "there is nothing to leave out"
    updated(staff, story, body=story.body.replace("dawn.", "dawn!"))
    page = html(address)
    links = page.css(".legend__ways a")
    assert [link.text() for link in links if "aria-current" in link.attributes] == ["All changes"]
    narrowed = html(links[1].attributes["href"])
    assert [link.text() for link in narrowed.css(".legend__ways [aria-current]")] == ["Material changes only"]
    assert [node.text() for node in narrowed.css(".edition__number")] == [
        "Third edition",
        "Second edition",
        "First edition",
    ]
    assert "One edition is left out" in words(narrowed.css_first("main"))


def test_a_narrowed_history_stays_so_on_its_other_pages(staff):
    story = staff.published(body="<p>Version 0.</p>", at=NOON, now=NOON)
    for number in range(1, history.PER_PAGE + 2):
        at = NOON + number * HOUR
        staff.rewritten(story, now=at - HOUR / 2, body=f"<p>Version {number}.</p>")
        workflow.publish(story, by=staff.publisher, at=at, now=at)
    address = history_of(story)
    first = html(f"{address}?show=material").css_first(".turn a")
    assert first.attributes["href"] == f"{address}?show=material&page=2"
    back = html(f"{address}?show=material&page=2").css_first(".turn a")
    assert back.attributes["href"] == f"{address}?show=material"
    assert html(address).css_first(".turn a").attributes["href"] == f"{address}?page=2"


def test_what_nobody_can_leave_out_is_not_found(story):
    assert ask(f"{history_of(story)}?show=minor").status_code == 404


# As it stood


def test_an_edition_is_read_as_it_stood_under_a_band_that_says_so(story):
    path = story.editions.live().get().path
    second = story.editions.get(number=2)
    page = html(f"{path}history/1/")
    assert page.css_first("h1").text() == "The wall held"
    assert "The wall is 12.1 kilometres long." in words(page.css_first(".article__body"))
    band = page.css_first("[aria-labelledby=stood]")
    assert band.css_first("#stood").text() == "First edition"
    assert "One of three editions. It stood from" in words(band)
    assert f'datetime="{second.live_from:%Y-%m-%dT%H:%MZ}"' in band.html
    assert [link.attributes["href"] for link in band.css("a")] == [
        path,
        f"{path}history/?from=1&to=3",
        f"{path}history/",
    ]
    assert "Correction, " in words(band)
    assert "It is 11.2 kilometres long, not 12.1." in words(band)


def test_what_an_edition_told_itself_stands_in_it_and_not_in_the_band(story):
    page = html(f"{history_of(story)}2/")
    assert not page.css(".stood__since")
    assert "It is 11.2 kilometres long" in words(page.css_first(".article__body .correction"))


def test_machines_are_sent_to_the_story_and_told_to_leave_the_old_one(staff, story, settings):
    path = story.editions.live().get().path
    page = html(f"{path}history/1/")
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"{settings.SITE_URL}{path}"
    assert not page.css('[type="application/ld+json"], [property^="og:"], main script')
    workflow.revise(story, by=staff.publisher, machine_use="none")
    for address in ("history/", "history/?from=1", "history/1/"):
        assert ask(f"{path}{address}")["TDM-Reservation"] == "1"


def test_an_old_edition_leads_only_where_readers_can_go(staff):
    """A topic, a place or a writer that only an old edition names has no page any more."""
    story = staff.published(tags=["Floods"], dateline=make_dateline(), authors=["Rui Tembe"])
    updated(staff, story, tags=[], dateline=None, bylines=[{"author": make_author("Ana Reyes")}])
    page = html(f"{history_of(story)}1/")
    assert "Rui Tembe" in words(page.css_first(".bylines"))
    for link in page.css("main a"):
        assert ask(link.attributes["href"]).status_code == 200, link.html


def test_related_stories_stand_in_it_as_far_as_they_are_live(staff):
    dam, gone = staff.published(headline="The dam"), staff.published(headline="The dyke")
    slots = "".join(f'<div data-node="related" data-story="{one.pk}"></div>' for one in (dam, gone))
    story = staff.published(
        body=f'<p>The water came.</p>{slots}<div data-node="advert"></div><p>It went.</p>'
    )
    updated(staff, story)
    workflow.kill(gone, by=staff.publisher, notice="It was not so.")
    body = html(f"{history_of(story)}1/").css_first(".article__body")
    assert "The dam" in words(body)
    assert "The dyke" not in body.html
    assert not body.css(".advert")


def test_what_readers_have_now_is_at_the_story_itself(story):
    answer = ask(f"{history_of(story)}3/")
    assert (answer.status_code, answer.url) == (302, story.editions.live().get().path)


@pytest.mark.parametrize("place", ["0", "01", "4", "99999", "100000", "x", "-1"])
def test_a_place_that_no_edition_has_is_not_found(story, place):
    unknown = ask(f"/1999/01/01/nobody/history/{place}/")
    answer = ask(f"{history_of(story)}{place}/")
    assert (answer.status_code, answer.content) == (404, unknown.content)
    assert sorted(answer.items()) == sorted(unknown.items())


# Where there is none of it

PAGES = ("?from=1&to=2", "?show=material", "1/", "2/", "3/")


def paths(story) -> list[str]:
    return [f"{history_of(story)}{page}" for page in PAGES]


def alike(story) -> bool:
    unknown = ask("/1999/01/01/nobody/history/")
    return all((ask(path).status_code, ask(path).content) == (404, unknown.content) for path in paths(story))


def test_a_story_or_a_paper_that_keeps_its_history_back_keeps_all_of_it(staff, story, settings):
    settings.PUBLIC_HISTORY = False
    assert alike(story)
    settings.PUBLIC_HISTORY = True
    assert not alike(story)
    workflow.revise(story, by=staff.publisher, no_history=True)
    assert alike(story)


def test_of_a_killed_story_there_is_the_notice_and_no_edition(staff, story):
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    for path in paths(story):
        answer = ask(path)
        assert answer.status_code == 410
        assert "It was not so." in answer.content.decode()
        assert "kilometres" not in answer.content.decode()
    Story.objects.filter(pk=story.pk).update(no_history=True)
    assert alike(story)


def test_what_was_retracted_is_compared_and_not_read_whole(staff, story):
    corrected(staff, story, kind=Correction.Kind.RETRACTION, note="The report was a forgery.")
    address = history_of(story)
    assert "Retraction." in words(html(address).css_first(".edition"))
    assert not html(address).css(".edition__whole")
    assert not html(f"{address}?from=1&to=4").css(".edition__whole")
    assert ask(f"{address}1/").status_code == 404
    assert ask(f"{address}4/").status_code == 302


def test_what_is_to_come_or_was_taken_back_has_no_place(staff, story):
    before = [ask(path).content for path in paths(story)]
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=clock.now() + DAY)
    path = story.editions.live().get().path
    assert [ask(f"{path}history/{page}").content for page in PAGES] == before
    assert ask(f"{path}history/4/").status_code == 404
    workflow.unschedule(story, by=staff.publisher)
    assert [ask(f"{path}history/{page}").content for page in PAGES] == before


def test_a_renamed_story_leads_on_from_each_of_its_pages(staff, story):
    old = history_of(story)
    updated(staff, story, slug="the-wall")
    answer = ask(f"{old}1/")
    assert (answer.status_code, answer.url) == (301, f"{history_of(story)}1/")
    assert ask(answer.url).status_code == 200


# Kept


def test_pages_on_what_was_are_kept_until_the_story_changes(
    staff, story, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    reader = Client()
    path = story.editions.live().get().path
    pages = [f"{path}history/{page}" for page in ("", *PAGES[:4])]
    firsts = [reader.get(page).content for page in pages]
    again = [reader.get(page) for page in pages]
    assert all(map(was_kept, again))
    assert [answer.content for answer in again] == firsts
    with django_capture_on_commit_callbacks(execute=True):
        workflow.revise(story, by=staff.publisher, no_history=True)
    assert [reader.get(page).status_code for page in pages] == [404] * len(pages)
