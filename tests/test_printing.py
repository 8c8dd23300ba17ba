"""Parts of pages are printed once for what they say, and what they say is always what is so now."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import clock, memory, reading, workflow
from articles.models import Dateline, Edition, Section, Series, Story
from articles.templatetags.printing import rows
from tests.factories import DAY, NOON, make_dateline, make_section
from tests.paper_browser import BODY, PICTURE
from tests.paper_samples import HOUSE, edition

KEPT = "{% load printing %}{% printed key %}{{ word }}{% endprinted %}"


@pytest.fixture(params=["compared", "trusted"], autouse=True)
def nothing_grows_old(request):
    """Pages come out of memory: once compared with what is printed anew, once as readers get them."""
    if request.param == "compared":
        request.getfixturevalue("compared_with_new_ones")


@pytest.fixture
def printing():
    """Prints a template, which is read once, with what it is given."""
    engine = Engine(libraries={"printing": "articles.templatetags.printing"})

    def reader(source):
        template = engine.from_string(source)
        return lambda **given: template.render(Context(given))

    return reader


def test_what_is_printed_is_set_again_for_the_same_key(printing, request):
    say = printing(KEPT)
    assert say(key="a", word="first") == "first"
    assert say(key="b", word="other") == "other"
    if "trusted" in request.node.name:
        assert say(key="a", word="second") == "first"
    else:
        with pytest.raises(AssertionError, match="does not follow from its key"):
            say(key="a", word="second")


def test_two_parts_with_the_same_key_are_two_parts(printing):
    say = printing(KEPT + "{% printed key %}<{{ word }}>{% endprinted %}")
    assert say(key="a", word="w") == say(key="a", word="w") == "w<w>"


def test_where_a_key_is_not_known_nothing_is_kept(printing):
    say = printing(KEPT)
    assert [say(key=None, word=word) for word in ("first", "second")] == ["first", "second"]


def test_what_is_printed_is_escaped_once(printing):
    say = printing(KEPT)
    assert say(key="a", word="<b>") == say(key="a", word="<b>") == "&lt;b&gt;"


def test_a_part_holds_no_block_which_differs_from_page_to_page(printing):
    with pytest.raises(TemplateSyntaxError, match="differs from page to page"):
        printing("{% load printing %}{% printed key %}{% block main %}{% endblock %}{% endprinted %}")


def test_things_are_known_by_their_rows_or_not_at_all():
    known, other, unknown = (SimpleNamespace(row=row) for row in [(1, "a"), (2, "b"), None])
    assert rows([known, other]) == ((1, "a"), (2, "b"))
    assert rows([]) == rows(None) == rows("") == ()
    assert rows([known, unknown]) is None


def test_an_edition_that_came_from_nowhere_is_printed_anew():
    given = HOUSE | {"body": "<p>It rained.</p>"}
    for headline in ("Dam bursts", "Dam holds"):
        page = render_to_string(
            "articles/story_detail.html", given | {"edition": edition(1, headline=headline)}
        )
        assert f'id="headline">{headline}</h1>' in page


# An article that has all that an article can have


@pytest.fixture
def story(staff):
    series = Series.objects.create(title="The Other Door", slug="the-other-door")
    section = make_section("Africa", parent=make_section())
    known = {"section": section, "series": series, "lead_picture": PICTURE}
    staff.published(headline="What the gauges said", at=NOON - DAY, **known)
    story = staff.published(
        headline="The sea wall held", dateline=make_dateline(), body=BODY, tags=["Rivers"], at=NOON, **known
    )
    staff.published(headline="Beside it", section=make_section("Culture", slug="culture"), at=NOON)
    staff.rewritten(story, body=BODY.replace("11.2", "11.3"))
    workflow.correct(story, by=staff.publisher, kind="correction", note="The wall is 11.3 kilometres long.")
    return story


@pytest.fixture
def alone(staff):
    """An article whose two questions are prepared."""
    staff.published(headline="Read this next", deck="And the deck of it.", at=NOON - DAY)
    return staff.published(headline="The sea wall held", dateline=make_dateline(), tags=["Rivers"], at=NOON)


def page_of(story: Story) -> str:
    return Client().get(Edition.objects.live().get(story=story).path).content.decode()


def anew(story: Story) -> str:
    """Its page from a process that has just begun."""
    memory.forget_all()
    cache.clear()
    return page_of(story)


def rename_section(story):
    Section.objects.filter(pk=story.section_id).update(name="Renamed", slug="renamed")
    reading.forget_sections()


def move_the_place(story):
    Dateline.objects.filter(pk=story.dateline_id).update(latitude=1.5, longitude=2.5, slug="elsewhere")


def end_the_others(story):
    Edition.objects.exclude(story=story).update(live_until=clock.now())


def open_a_section(story):
    make_section("Sport", position=9)
    reading.forget_sections()


CHANGES = {
    "a section is renamed": rename_section,
    "a place is moved": move_the_place,
    "its history is kept back": lambda story: Story.objects.filter(pk=story.pk).update(no_history=True),
    "machines are sent away": lambda story: Story.objects.filter(pk=story.pk).update(machine_use="none"),
    "adverts are switched off": lambda story: Story.objects.filter(pk=story.pk).update(no_adverts=True),
    "a tag becomes sensitive": lambda story: story.tags.update(is_sensitive=True),
    "a series is renamed": lambda story: Series.objects.update(title="By Another Door", slug="by-another"),
    "another story of the section ends": end_the_others,
    "a section joins the navigation": open_a_section,
}
PLAIN = ["a section is renamed", "machines are sent away", "another story of the section ends"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_an_article_says_what_is_so_now(story, change):
    before = page_of(story)
    assert page_of(story) == before
    CHANGES[change](story)
    now = page_of(story)
    assert now != before
    assert now == anew(story)


@pytest.mark.django_db
@pytest.mark.parametrize("change", PLAIN)
def test_an_article_that_stands_alone_says_what_is_so_now_too(alone, change):
    before = page_of(alone)
    assert "And the deck of it." in before
    CHANGES[change](alone)
    now = page_of(alone)
    assert now != before
    assert now == anew(alone)


@pytest.mark.django_db
def test_a_story_in_the_text_that_ends_takes_its_style_with_it(staff):
    other = staff.published(headline="What the gauges said")
    story = staff.published(body=f'<p>It rained.</p><div data-node="related" data-story="{other.pk}"></div>')
    assert "What the gauges said" in (before := page_of(story))
    assert "components/related.css" in before
    other.editions.update(live_until=clock.now())
    assert "components/related.css" not in page_of(story)
    assert page_of(story) == anew(story)


@pytest.mark.django_db
def test_the_next_edition_is_another_page_and_the_one_before_it_was_not_changed(alone, staff):
    path = alone.editions.get().path
    before = Client().get(path).content.decode()
    staff.rewritten(alone, headline="The sea wall broke", body="<p>It did.</p>")
    workflow.correct(alone, by=staff.publisher, kind="correction", note="It did not hold.")
    now = Client().get(path).content.decode()
    assert "The sea wall broke" in now
    assert "It did not hold." in now
    assert f"{path}history/" in now
    assert "The sea wall held" not in now
    assert f"{path}history/" not in before


@pytest.mark.django_db
def test_a_page_that_is_killed_is_gone_whatever_was_printed(alone, staff):
    path = alone.editions.get().path
    assert Client().get(path).status_code == 200
    workflow.kill(alone, by=staff.publisher, notice="We could not stand by it.")
    gone = Client().get(path)
    assert gone.status_code == 410
    assert "The sea wall held" not in gone.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "clocks"),
    [(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "UTC"), (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "UTC+1")],
)
def test_clocks_at_a_place_are_told_as_they_are_now(staff, monkeypatch, at, clocks):
    """The other hour first, so that there is something that could be remembered."""
    place = make_dateline("London", time_zone="Europe/London", latitude=51.5, longitude=0.1)
    story = staff.published(dateline=place, at=NOON - 90 * DAY)
    for moment in (NOON - 120 * DAY, NOON, at):
        monkeypatch.setattr("articles.clock.present", lambda moment=moment: moment)
        page = page_of(story)
    assert f'title="Clocks at {clocks}"' in page


@pytest.mark.django_db
def test_the_day_at_the_head_and_the_dates_of_cards_are_those_of_today(alone, monkeypatch):
    said = []
    for day in (NOON, NOON + DAY, NOON + 300 * DAY):
        monkeypatch.setattr("articles.clock.present", lambda day=day: day)
        said.append(page_of(alone))
    assert "Sunday 3 May 2026" in said[0]
    assert "Monday 4 May 2026" in said[1]
    assert "2 May</time>" in said[1]
    assert "2 May 2026</time>" in said[2]
    assert "© 2027" in said[2]


@pytest.mark.django_db
def test_what_is_done_for_one_reader_is_done_to_a_copy(alone):
    path = alone.editions.get().path
    plain = Client().get(path).content
    sparing = Client().get(path, headers={"Save-Data": "on"}).content
    assert b'data-data="low"' in sparing
    assert Client().get(path).content == plain


@pytest.mark.django_db
def test_a_second_reader_costs_the_database_the_same_two_questions(alone):
    path = alone.editions.get().path
    Client().get(path)
    with CaptureQueriesContext(connection) as queries:
        Client().get(path)
    assert len(queries) == 2
