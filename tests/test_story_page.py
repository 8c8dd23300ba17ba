"""The story's page without a browser: what the panel tells, what verbs ask, and what is asked while somebody writes."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import clock, noting, workflow
from articles.admin import foretold
from articles.body import clean
from articles.models import Author, Dateline, Desk, Edition, Effect, Story, Webhook
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import DAY, HOUR, make_author, make_dateline, make_section, make_story

pytestmark = pytest.mark.django_db
ASK = "/admin/articles/story"
WARNED = "right only if nobody was there"


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


def panel_of(client, story) -> str:
    return " ".join(page_of(client.get(story_url(story))).css_first(".panel").text().split())


# The panel


def test_the_panel_says_whose_turn_it_is_and_what_each_verb_would_do(staff):
    assert staff.copy_editor
    story = make_story(
        created_by=staff.reporter, assignee=staff.reporter, tags=["Rivers"], dateline=make_dateline()
    )
    writing = panel_of(signed_in(staff.reporter), story)
    assert "Your turn" in writing
    assert "Goes to the copy desk" in writing
    assert "After you: Copy editor" in writing
    assert "Reporter’s turn" in panel_of(signed_in(staff.administrator), story)
    staff.cleared(story)
    read = panel_of(signed_in(staff.publisher), story)
    # Its own page, the front, World, Beira, Ana Reyes, Rivers, the day in the archive; the paper's feed and four more.
    assert "Out on 7 pages and in 5 feeds, at once or from an hour you choose; sends nothing outside." in read
    workflow.publish(story, by=staff.publisher)
    assert "Withdraws it at once from 7 pages and in 5 feeds" in panel_of(signed_in(staff.publisher), story)
    assert "Readers have it" in panel_of(signed_in(staff.publisher), story)


def test_verbs_say_whom_the_outbox_tells_and_has_told(staff, django_assert_max_num_queries):
    desk = Desk.objects.create(name="Rivers", slug="rivers")
    story = staff.cleared(desk=desk)
    client = signed_in(staff.publisher)
    client.get(story_url(story))
    with CaptureQueriesContext(connection) as quiet:
        client.get(story_url(story))
    desk.followers.add(staff.editor, staff.reporter)
    Webhook.objects.create(name="App", url="https://app.example/", hears_kills=False)
    Webhook.objects.create(name="Archive", url="https://archive.example/")
    Webhook.objects.create(name="Off", url="https://off.example/", is_on=False)
    with django_assert_max_num_queries(len(quiet)):
        read = panel_of(client, story)
    assert "you choose; mails 2 who follow the desk and sends 2 messages outside." in read
    asked = " ".join(
        page_of(client.get(reverse("admin:articles_story_publish", args=[story.pk])))
        .css_first(".becomes")
        .text()
        .split()
    )
    assert "2 letters To whoever follows the desk" in asked
    assert "2 messages go outside" in asked
    workflow.publish(story, by=staff.publisher)
    read = panel_of(client, story)
    assert "you choose; mails 2 who follow the desk and sends 1 message outside." in read
    assert "So far" not in read
    Effect.objects.filter(story=story, channel="desk_mail").update(delivered_at=clock.now())
    one = Effect.objects.filter(story=story, channel="webhook").first()
    Effect.objects.filter(pk=one.pk).update(delivered_at=clock.now())
    assert "So far 2 letters went out of it and 1 message reached others." in panel_of(client, story)


def test_a_story_that_gives_way_to_a_newer_edition_is_named_before(staff):
    story = staff.published()
    staff.rewritten(story)
    assert "It takes the place of edition 1." in panel_of(signed_in(staff.publisher), story)
    workflow.publish(story, by=staff.publisher, at=story.modified_at + DAY)
    staff.rewritten(story)
    assert "Edition 2, which waits, gives way" in panel_of(signed_in(staff.publisher), story)


def test_a_verb_that_cannot_be_said_now_says_why_and_who_could(staff):
    story = make_story(section=make_section(four_eyes=True))
    workflow.revise(story, by=staff.copy_editor, deck="Mine")
    staff.filed(story)
    page = page_of(signed_in(staff.copy_editor).get(story_url(story)))
    assert page.css_first("[name=_verb][value=clear]").attributes["aria-disabled"] == "true"
    assert (
        "You wrote the last change. World asks for four eyes: Publisher." in page.css_first(".panel").text()
    )
    other = page_of(signed_in(staff.publisher).get(story_url(story)))
    assert "aria-disabled" not in other.css_first("[name=_verb][value=clear]").attributes


def test_what_is_missing_leads_to_its_field_and_what_is_well_is_said_too(staff, editor):
    story = make_story(headline="", section=None, slug="dam", deck="A deck")
    page = page_of(editor.get(story_url(story)))
    assert [link.attributes["data-field"] for link in page.css(".checks [data-field]")] == [
        "headline",
        "section",
        "dateline",
    ]
    assert "Waits for 2 things." in page.css_first(".panel").text()
    assert "Its address ends in “dam”" in page.css_first(".fine").text()


def test_a_note_that_stops_a_clear_stands_among_what_is_missing(staff):
    story = staff.filed(deck="A deck", dateline=make_dateline())
    noting.write(story, "Who says so?", by=staff.publisher, is_blocking=True)
    client = signed_in(staff.copy_editor)
    assert "asks to be answered first: “Who says so?”" in panel_of(client, story)
    door = client.get(story_url(story, "clearance"))
    assert "asks to be answered first" in page_of(door).css_first(".door").text()


def test_hours_stand_in_the_papers_zone_and_in_ones_own(staff, settings):
    staff.publisher.time_zone = "Asia/Tokyo"
    staff.publisher.save()
    story = staff.published(at=make_story().modified_at + DAY)
    panel = panel_of(signed_in(staff.publisher), story)
    assert "UTC" in panel
    assert "for you" in panel
    assert "for you" not in panel_of(signed_in(staff.editor), story)


def test_the_rooms_of_a_story_stand_under_those_of_the_desk(editor):
    page = page_of(editor.get(story_url(make_story())))
    assert [link.text() for link in page.css(".storybar__tabs a")][:2] == ["Write", "Preview"]
    assert "Stories" in [link.text() for link in page.css(".deskbar__rooms a")]


def test_the_panel_is_asked_for_alone_after_a_save(staff, editor):
    story = make_story()
    answer = editor.get(story_url(story, "panel"))
    assert "<html" not in answer.content.decode()
    assert page_of(answer).css_first("[data-words]").text() == "5"


def test_the_length_is_measured_against_what_was_asked_for(editor):
    page = page_of(editor.get(story_url(make_story(commissioned_words=10))))
    meter = page.css_first("#gauge meter").attributes
    assert (meter["value"], meter["low"], meter["high"]) == ("5", "9", "11")


# What verbs ask


def test_what_is_to_be_weighed_asks_for_a_reason_and_the_ledger_keeps_it(staff):
    story = make_story(deck="A deck", created_by=staff.reporter)
    door, client = story_url(story, "filing"), signed_in(staff.reporter)
    assert WARNED in client.get(door).content.decode()
    client.post(door, {"note": " "})
    story.refresh_from_db()
    assert story.status == "draft"
    client.post(door, {"note": "A desk piece."})
    story.refresh_from_db()
    assert story.status == "filed"
    assert story.events.get().note == "A desk piece."


def test_copy_that_lacks_nothing_is_asked_for_no_reason(staff):
    story = make_story(deck="A deck", dateline=make_dateline())
    signed_in(staff.publisher).post(story_url(story, "filing"), {})
    story.refresh_from_db()
    assert story.status == "filed"


def test_what_was_answered_at_the_clear_is_not_asked_again_at_the_publication(staff):
    story = staff.filed(deck="A deck")
    workflow.clear(story, by=staff.copy_editor, note="A desk piece.")
    assert WARNED not in signed_in(staff.publisher).get(story_url(story, "publication")).content.decode()
    signed_in(staff.publisher).post(story_url(story, "publication"), {"at": "", "until": ""})
    assert Edition.objects.live().count() == 1


def test_a_kill_shows_all_that_will_be_withdrawn(staff):
    story = staff.published()
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=story.modified_at + DAY)
    side = " ".join(
        page_of(signed_in(staff.publisher).get(story_url(story, "killing")))
        .css_first(".dialog__side")
        .text()
        .split()
    )
    for words in ("5 pages lose it", "3 feeds", "1 edition withdrawn", "1 coming edition taken back"):
        assert words in side


def test_a_verb_that_came_too_late_is_refused_in_words_whatever_it_is(staff):
    story = make_story(deck="A deck", dateline=make_dateline())
    client = signed_in(staff.publisher)
    for noun in ("schedule", "unscheduling", "correction", "killing", "publication", "clearance"):
        answer = client.post(
            story_url(story, noun), {"at": "2126-05-03T18:00", "kind": "update", "note": "N", "notice": "N"}
        )
        assert answer.status_code == 200, noun
        assert page_of(answer).css_first(".door .alert, .door .invalid-feedback"), noun


# Corrections


def correct(staff, story, **said) -> Edition:
    staff.rewritten(story)
    door = story_url(story, "correction")
    asked = {"kind": "correction", "note": "It was a dyke.", "at": ""} | said
    signed_in(staff.publisher).post(door, asked)
    return Edition.objects.live().get(story=story)


def test_a_slight_correction_leaves_the_hour_at_which_the_story_was_updated(staff, client):
    now = make_story().modified_at
    story = staff.published(now=now - DAY)
    first = story.editions.get()
    edition = correct(staff, story, is_slight="on")
    assert edition.number == 2
    assert edition.updated_at == first.live_from
    assert not edition.is_updated
    assert "Updated" not in client.get(edition.path).content.decode()
    assert "It was a dyke." in client.get(edition.path).content.decode()
    third = correct(staff, story)
    assert third.updated_at == third.live_from
    fourth = correct(staff, story, is_slight="on")
    assert fourth.updated_at == third.live_from


def test_a_correction_stands_over_the_text_or_under_it(staff, client):
    story = staff.published(body="<p>The water came.</p>", now=make_story().modified_at - HOUR)
    under = page_of(client.get(correct(staff, story).path)).css_first("main").html
    assert under.index("article__body") < under.index("It was a dyke.")
    over = (
        page_of(client.get(correct(staff, story, at_top="1", note="It was a wall.").path))
        .css_first("main")
        .html
    )
    assert over.index("It was a wall.") < over.index("article__body") < over.index("It was a dyke.")


# What is asked while somebody writes


def test_names_are_offered_by_any_of_their_words(staff, editor):
    make_author("Ana Reyes")
    found = editor.get(f"{ASK}/suggestions/authors/", {"q": "rey"}).json()["found"]
    assert found[0]["name"] == "Ana Reyes"
    credited = editor.get(f"{ASK}/suggestions/authors/", {"q": "Photographs by Ana Reyes"}).json()["found"]
    assert (credited[0]["name"], credited[0]["role"]) == ("Ana Reyes", "photographs")


def test_a_new_name_is_made_by_those_who_keep_the_list_and_by_nobody_else(staff):
    reporter, editor = signed_in(staff.reporter), signed_in(staff.editor)
    offered = reporter.get(f"{ASK}/suggestions/authors/", {"q": "Mila Sand"}).json()["found"]
    assert offered[-1]["says"].startswith("Not listed yet")
    assert reporter.post(f"{ASK}/authors/", {"name": "Mila Sand"}).status_code == 403
    assert editor.post(f"{ASK}/authors/", {"name": "Mila  Sand"}).json() == {"name": "Mila Sand"}
    assert reporter.post(f"{ASK}/authors/", {"name": "mila sand"}).json() == {"name": "Mila Sand"}
    assert Author.objects.count() == 1
    assert editor.post(f"{ASK}/authors/", {"name": "x" * 121}).status_code == 400


def test_a_dateline_is_recognised_and_its_place_made_from_the_gazetteer(staff, editor):
    read = editor.post(f"{ASK}/dateline/", {"text": "PARIS, May 3 — "}).json()
    assert (read["found"], read["place"], read["is_new"], read["label"]) == (True, "", True, "PARIS, May 3")
    assert read["date"].endswith("-05-03")
    assert editor.post(f"{ASK}/dateline/", {"text": "He said — "}).json() == {"found": False}
    made = editor.post(f"{ASK}/datelines/", {"place": read["name"]}).json()
    assert Dateline.objects.get().time_zone == "Europe/Paris"
    again = editor.post(f"{ASK}/dateline/", {"text": "PARIS, May 3 — "}).json()
    assert (again["place"], again["is_new"]) == (made["place"], False)
    assert editor.post(f"{ASK}/datelines/", {"place": "Nowhere at all"}).status_code == 400


def test_stories_of_another_desk_are_not_offered(staff):
    from articles.models import Desk

    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    story = make_story(headline="Secret dam", desk=world, created_by=staff.editor)
    staff.reporter.desks.add(culture)
    client = signed_in(staff.reporter)
    assert client.get(f"{ASK}/suggestions/stories/", {"q": "dam"}).json()["found"] == []
    assert client.get(f"{ASK}/suggestions/stories/", {"number": story.pk}).json()["found"] == []
    assert signed_in(staff.editor).get(f"{ASK}/suggestions/stories/", {"q": "dam"}).json()["found"]


def test_a_pasted_piece_keeps_its_first_line_and_a_whole_article_gives_it_as_its_headline(editor):
    text = "<h1>Dam bursts</h1><p>By Ana Reyes</p><p>The water came before dawn and took the road, they said.</p>"
    asked = {"text": text, "is_html": "1", "language": "en"}
    piece = editor.post(f"{ASK}/reading/", asked).json()
    assert "Dam bursts" in piece["body"]
    whole = editor.post(f"{ASK}/reading/", asked | {"whole": "1"}).json()
    assert (whole["headline"], whole["bylines"]) == (
        "Dam bursts",
        [{"name": "Ana Reyes", "role": "", "is_known": False}],
    )
    assert "Dam bursts" not in whole["body"]


@pytest.mark.parametrize("asked", ["\x00", "%", "x" * 5000, "9" * 30])
def test_no_question_breaks_the_answers(asked, editor):
    for noun in ("authors", "datelines", "tags", "stories"):
        assert editor.get(f"{ASK}/suggestions/{noun}/", {"q": asked, "number": asked}).status_code == 200
    assert editor.get(f"{ASK}/suggestions/users/", {"q": asked}).status_code == 404
    assert editor.get(f"{ASK}/dateline/", {"place": asked, "date": asked}).status_code == 200
    assert editor.post(f"{ASK}/dateline/", {"text": asked}).status_code == 200
    assert editor.post(f"{ASK}/reading/", {"text": asked, "is_html": "1", "whole": "1"}).status_code == 200
    assert editor.post(f"{ASK}/topics/", {"text": asked}).status_code == 200


# The form


def test_a_name_stands_for_its_author_and_a_namesake_keeps_its_own(editor):
    first, second = Author.objects.create(name="Ana Reyes"), Author.objects.create(name="Ana Reyes")
    story = make_story(authors=[])
    story.bylines.create(author=second)
    page = editor.get(story_url(story))
    assert typed(page)["bylines-0-author"] == "ana-reyes-2"
    editor.post(story_url(story), typed(page, headline="Other"))
    assert [byline.author for byline in story.bylines.all()] == [second]
    editor.post(story_url(story), typed(editor.get(story_url(story))) | {"bylines-0-author": "ANA reyes"})
    assert [byline.author for byline in story.bylines.all()] == [first]


def test_a_name_that_nobody_has_is_refused_with_what_to_do(editor):
    story = make_story()
    answer = editor.post(
        story_url(story), typed(editor.get(story_url(story))) | {"bylines-0-author": "Nobody Known"}
    )
    assert "No author is called “Nobody Known”" in answer.content.decode()
    assert typed(answer)["bylines-0-author"] == "Nobody Known"


def test_the_text_is_no_other_for_being_spelt_otherwise(staff):
    story = staff.cleared(body="<ul>\n<li>One</li></ul><p>Two</p>")
    client = signed_in(staff.copy_editor)
    data = typed(client.get(story_url(story)), body="<ul><li><p>One</p></li></ul>\n\n<p>Two</p>")
    client.post(story_url(story), data)
    story.refresh_from_db()
    assert story.status == "cleared"


def test_a_gallery_of_the_old_spelling_is_shown_as_it_would_be_stored_now(editor):
    old = '<p>One.</p>\n<div data-node="gallery" data-pictures="3 4"></div>'
    story = make_story()
    Story.objects.update(body=old)
    data = typed(editor.get(story_url(story)))
    assert data["body"].replace("\r\n", "\n") == clean(old) != old
    editor.post(story_url(story), data)
    story.refresh_from_db()
    assert story.body == old


def test_the_page_carries_one_map_with_the_nonce_of_its_answer(editor):
    answer = editor.get(story_url(make_story()))
    nonce = page_of(answer).css_first("script[type=importmap]").attributes["nonce"]
    assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]
    imports = json.loads(page_of(answer).css_first("script[type=importmap]").text())["imports"]
    assert "/static/desk/editor/schema.js" in imports
    assert "nonce" not in editor.get("/admin/articles/story/")["Content-Security-Policy"]


def test_places_are_counted_once_each():
    story = make_story(
        authors=["Ana Reyes", "Ben Okri"], tags=["A", "B"], section=make_section(parent=make_section("News"))
    )
    counted = foretold.places(story)
    assert (len(counted.pages), len(counted.feeds)) == (9, 7)
