"""A story's public history: what readers had, what became of it, and nothing that they never had."""

from datetime import timedelta

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import clock, history, workflow
from articles.models import Edition
from tests.factories import DAY, HOUR, NOON, make_author, make_dateline, make_story


def ask(address: str):
    return Client().get(address)


def history_of(story) -> str:
    return f"{story.editions.order_by('live_from').last().path}history/"


def page(story) -> LexborHTMLParser:
    answer = ask(history_of(story))
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def words(html) -> str:
    return " ".join(html.text(separator=" ").split())


def updated(staff, story, **fields):
    staff.rewritten(story, **fields)
    workflow.publish(story, by=staff.publisher)
    return story


def corrected(staff, story, kind="correction", note="It is 11.2 kilometres long, not 12.1.", **fields):
    staff.rewritten(story, **fields)
    workflow.correct(story, by=staff.publisher, kind=kind, note=note)
    return story


def wall(length: str = "12.1") -> str:
    return f"<p>The water came before dawn.</p><p>The wall is {length} kilometres long.</p><p>It held.</p>"


def test_each_edition_stands_with_its_number_its_hour_and_what_it_changed(staff):
    story = staff.published(headline="The wall held", body=wall())
    corrected(staff, story, body=wall("11.2"), headline="The sea wall held")
    html = page(story)
    second, first = html.css(".edition")
    assert [node.text() for node in html.css(".edition__number")] == ["Second edition", "First edition"]
    assert len(second.css("time")) == 1
    assert "Correction. It is 11.2 kilometres long, not 12.1." in words(second)
    assert "what readers see now" in words(second)
    difference = second.css_first(".difference")
    assert [node.text() for node in difference.css("del")] == ["12.1"]
    assert [node.text() for node in difference.css("ins")] == ["sea ", "11.2"]
    assert "Headline: The sea wall held" in words(difference)
    assert words(difference).count("One paragraph unchanged") == 2
    assert "As it was first published" in words(first)
    assert "Two editions since" in words(html.css_first(".page-head"))


@pytest.mark.parametrize("kind", ["correction", "clarification", "update", "editors_note"])
def test_every_kind_of_change_is_called_by_its_name(staff, kind):
    story = corrected(staff, staff.published(), kind=kind, note="Readers should know.")
    kinds = {"editors_note": "Editor’s note."}
    assert page(story).css_first(".edition__kind").text() == kinds.get(kind, f"{kind.capitalize()}.")


def test_a_correction_stands_with_the_edition_that_told_it_and_with_no_later_one(staff):
    story = corrected(staff, staff.published(), note="Once.")
    updated(staff, story)
    third, second, _ = page(story).css(".edition")
    assert "Once." in words(second)
    assert "Once." not in words(third)


def test_deck_kicker_and_byline_are_compared_too(staff):
    story = staff.published(deck="The river came.", kicker="Floods")
    updated(staff, story, deck="The river rose.", kicker="", bylines=[{"author": make_author("Rui Tembe")}])
    difference = words(page(story).css_first(".difference"))
    assert "Under it: The river came rose ." in difference
    assert "Above it: Floods" in difference
    assert "By: Ana Reyes Rui Tembe" in difference


def test_another_picture_is_material_and_named_whole_and_another_caption_word_by_word(staff):
    flood = {
        "url": "/static/demo/flood.svg",
        "width": 15,
        "height": 10,
        "alt": "Roofs.",
        "caption": "Beira, at six.",
    }
    story = staff.published(lead_picture=flood)
    updated(staff, story, body=story.body, lead_picture=flood | {"caption": "Beira, at seven."})
    updated(staff, story, body=story.body, lead_picture=flood | {"url": "/static/demo/city.svg"})
    updated(staff, story, body=story.body, lead_picture={})
    assert [words(node) for node in page(story).css("main > .edition .difference > p:first-child")] == [
        "Picture: Beira, at six.",
        "Picture: Beira, at seven. Beira, at six.",
        "Picture: Beira, at six seven .",
        "As it was first published",
    ]


def test_to_file_a_story_under_other_topics_is_minor_and_their_order_is_nothing(staff):
    story = staff.published(tags=["Floods", "Rivers"])
    updated(staff, story, body=story.body, tags=["Rivers", "Public money"])
    difference = page(story).css_first(".editions-minor .difference")
    assert words(difference) == "Topics: Floods Public money Everything else unchanged"


def test_a_paragraph_that_moved_is_shown_where_it_stands_and_only_named_where_it_stood(staff):
    came, wall_is, held = (f"<p>{said}</p>" for said in ("The water came.", "The wall is long.", "It held."))
    story = staff.published(body=came + wall_is + held)
    updated(staff, story, body=held + came + wall_is)
    difference = page(story).css_first(".difference")
    assert not difference.css("ins, del")
    assert words(difference) == (
        "Moved here: It held. Two paragraphs unchanged A paragraph moved from here: It held."
    )


def test_a_link_put_in_changes_no_word(staff):
    story = staff.published(body="<p>The water came.</p>")
    updated(staff, story, body='<p>The <a href="https://example.org/">water</a> came.</p>')
    assert "Not a word has changed" in words(page(story).css_first(".editions-minor .edition"))


def test_a_slip_of_the_pen_stands_apart_and_a_correction_of_one_letter_does_not(staff):
    story = staff.published(body="<p>The goverment fell at noon.</p>")
    updated(staff, story, body="<p>The government fell at noon.</p>")
    corrected(staff, story, body="<p>The government fell at noon!</p>")
    html = page(story)
    minor = html.css_first(".editions-minor")
    assert [node.text() for node in minor.css(".edition__number")] == ["Second edition"]
    assert [node.text() for node in html.css("main > .edition .edition__number")] == [
        "Third edition",
        "First edition",
    ]


def test_a_slip_in_the_headline_is_material(staff):
    story = staff.published(headline="The goverment fell")
    updated(staff, story, headline="The government fell", body=story.body)
    assert not page(story).css(".editions-minor")


def test_a_story_with_one_edition_says_so(staff):
    story = staff.published()
    html = page(story)
    assert "One edition, and nothing has changed in it since" in words(html.css_first(".page-head"))
    assert len(html.css(".edition")) == 1
    assert not html.css("ins, del")


def test_a_coming_edition_leaves_no_trace(staff):
    story = staff.published()
    before = ask(history_of(story)).content
    first = story.editions.get().path
    article = ask(first).content
    staff.rewritten(story, body="<p>Tomorrow’s words.</p>")
    workflow.correct(story, by=staff.publisher, kind="correction", note="Not yet.", at=clock.now() + DAY)
    assert ask(f"{first}history/").content == before
    assert ask(first).content == article


def test_an_edition_taken_back_leaves_no_gap_in_the_numbers(staff):
    story = staff.published(at=NOON, now=NOON - HOUR)
    for days in (1, 2):
        staff.rewritten(story, now=NOON + HOUR)
        workflow.publish(story, by=staff.publisher, at=NOON + days * DAY, now=NOON + HOUR)
    workflow.unschedule(story, by=staff.publisher, edition=story.editions.get(number=2), now=NOON + HOUR)
    assert [edition.number for edition in story.editions.order_by("number")] == [1, 3]
    assert [node.text() for node in page(story).css(".edition__number")] == [
        "Second edition",
        "First edition",
    ]


def test_what_the_desk_says_to_itself_never_shows(staff):
    story = make_story(ednote="Mind the lawyers.")
    workflow.emergency(story, by=staff.publisher, reason="The other paper has it.")
    workflow.review(story, by=staff.another_publisher, note="I read it in the night.")
    workflow.revise(story, by=staff.publisher, note="Toned down for the owner.", body="<p>Calm.</p>")
    staff.cleared(story)
    workflow.publish(story, by=staff.publisher)
    html = page(story).html
    for said in ("Mind the lawyers", "The other paper", "in the night", "Toned down", staff.publisher.name):
        assert said not in html


def test_the_foot_of_an_article_leads_to_its_history_once_there_is_one(staff):
    story = staff.published()
    path = story.editions.get().path
    assert b"History:" not in ask(path).content
    updated(staff, story)
    foot = LexborHTMLParser(ask(path).content.decode()).css_first(".article__foot")
    link = foot.css_first(f'a[href="{path}history/"]')
    assert link.text() == "History: two editions"


# Where there is none


def test_a_killed_storys_history_is_gone_with_its_notice(staff):
    story = corrected(staff, staff.published(headline="Vaccine tests"))
    address = history_of(story)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    for where in (address, f"{address}?page=2"):
        answer = ask(where)
        assert answer.status_code == 410
        assert "It was not so." in answer.content.decode()
        assert "Vaccine tests" not in answer.content.decode()


def test_an_ended_storys_history_is_gone(staff):
    story = staff.published(at=NOON, until=NOON + HOUR)
    assert ask(history_of(story)).status_code == 410


def test_the_history_of_what_never_ran_answers_as_what_never_was(staff):
    coming = staff.published(slug="hidden", at=clock.now() + DAY)
    hidden, unknown = ask(history_of(coming)), ask(history_of(coming).replace("hidden", "nobody"))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert sorted(hidden.items()) == sorted(unknown.items())


def test_the_history_of_a_renamed_story_is_at_its_new_address(staff):
    story = staff.published(slug="dam")
    first = f"{story.editions.get().path}history/"
    updated(staff, story, slug="the-dam")
    answer = ask(first)
    assert (answer.status_code, answer.url) == (301, history_of(story))
    assert len(page(story).css(".edition")) == 2


@pytest.mark.parametrize("number", ["2", "0", "x", "²", "9" * 99])
def test_a_page_that_is_not_there_is_not_found(staff, number):
    assert ask(f"{history_of(staff.published())}?page={number}").status_code == 404


def test_a_story_may_keep_its_history_back(staff):
    story = updated(staff, staff.published())
    live = story.editions.live().get()
    unknown = ask(f"{live.path}x/history/").content
    copies = set(story.revisions.values_list("content_hash"))
    workflow.revise(story, by=staff.publisher, no_history=True)
    assert set(story.revisions.values_list("content_hash")) == copies, "it is not part of the copy"
    assert ask(history_of(story)).status_code == 404
    assert ask(history_of(story)).content == ask("/1999/01/01/nobody/history/").content == unknown
    assert b"History:" not in ask(live.path).content
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    assert ask(history_of(story)).status_code == 404


def test_a_paper_may_keep_all_history_back(staff, settings):
    story = updated(staff, staff.published())
    settings.PUBLIC_HISTORY = False
    assert ask(history_of(story)).status_code == 404
    assert b"History:" not in ask(story.editions.live().get().path).content


# Long ones


def test_a_long_history_has_pages_and_each_edition_is_compared_with_the_one_before(staff):
    story = staff.published(body="<p>Version 0.</p>", at=NOON, now=NOON)
    for number in range(1, history.PER_PAGE + 3):
        at = NOON + number * HOUR
        staff.rewritten(story, now=at - timedelta(minutes=9), body=f"<p>Version {number}.</p>")
        workflow.publish(story, by=staff.publisher, at=at, now=at)
    html = page(story)
    assert len(html.css(".edition")) == history.PER_PAGE
    assert words(html.css(".difference")[-1]) == "Version 2 3 ."
    rest = LexborHTMLParser(ask(f"{history_of(story)}?page=2").content.decode())
    assert [node.text() for node in rest.css(".edition__number")] == [
        "Third edition",
        "Second edition",
        "First edition",
    ]


def test_a_history_in_arabic_runs_from_the_right_under_english_labels(staff):
    story = staff.published(headline="السد يصمد", language="ar", body="<p>جاء الماء قبل الفجر.</p>")
    updated(staff, story, body="<p>جاء الماء بعد الفجر.</p>")
    html = page(story)
    assert html.css_first("html").attributes["lang"] == "en"
    assert html.css_first("h1").attributes["dir"] == "rtl"
    changed = html.css_first(".difference__words").attributes
    assert (changed["lang"], changed["dir"]) == ("ar", "rtl")


def test_words_from_outside_are_only_words(staff):
    story = staff.published(headline="A <script>alert(1)</script>", dateline=make_dateline())
    corrected(staff, story, note="<script>alert(2)</script>", headline="B <script>alert(3)</script>")
    assert not page(story).css("body script")
    assert "<script>alert(3)</script>" in words(page(story).css_first("h1"))


def test_the_dateline_reads_as_readers_read_it(staff):
    story = staff.published(dateline=make_dateline(), body="<p>The water came.</p>")
    updated(staff, story, body="<p>The water rose.</p>")
    assert "BEIRA, Mozambique — The water came rose ." in words(page(story).css_first(".difference"))


def test_the_number_of_an_edition_is_counted_for_readers_alone(staff):
    story = updated(staff, staff.published())
    live = Edition.objects.live().for_reading().get(story=story)
    assert (live.ordinal, live.no_history) == (2, False)
    assert live.history_url == f"{live.path}history/"
    assert Edition.objects.live().get(story=story).history_url == ""
