"""An issue as a letter: what it says, what is left of that later, and that every mailbox can show it."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles import body, clock, workflow
from articles.models import Correction
from articles.renditions.addresses import absolute
from newsletters import letters
from newsletters.models import IssueStory
from pictures.models import Picture
from tests.factories import HOUR, NOON
from tests.issue_samples import make_issue, make_newsletter, sent_issue
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(staff):
    """Three that are live, the last one first."""
    return [
        staff.published(now=NOON - hours * HOUR, headline=f"Story {hours}", deck="It rains.")
        for hours in (1, 2, 3)
    ]


def frozen(issue, now=NOON):
    issue.content = letters.freeze(issue, now=now)
    issue.frozen_at = now or clock.now()
    return issue


def printed(issue, **how):
    return letters.letter(issue, letters.drafted(issue, now=NOON), **how)


def correct(staff, story, at, note="It was 12.", **fields):
    staff.rewritten(story, now=at, **fields)
    workflow.correct(story, by=staff.publisher, kind=Correction.Kind.CORRECTION, note=note, now=at)


# What it says


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Sunday 3 May 2026"),
        ("pt-BR", "Domingo 3 Maio 2026"),
        ("fr", "dimanche 3 mai 2026"),
        ("de", "Sonntag, 3. Mai 2026"),
        ("es", "domingo, 3 de mayo de 2026"),
        ("ru", "Воскресенье, 3 мая 2026 г."),
        ("ar", "الأحد 3 مايو 2026"),
        ("zh", "2026年5月3日 星期日"),
        ("zh-Hant", "2026年5月3日 星期日"),
        ("tlh", "Sunday 3 May 2026"),
    ],
)
def test_a_day_is_written_as_the_newsletters_language_writes_it(stories, language, day):
    issue = make_issue(make_newsletter(language=language), stories[0], sends_at=NOON)
    letter = printed(issue)
    assert day.lower() in letter.text.lower()
    assert day.lower() in letter.html.lower()


def test_a_letter_says_what_the_editor_says_and_the_stories_in_their_order(stories):
    intro = body.clean('<p>Good morning, from the <a href="/world/">river</a>.</p>')
    issue = make_issue(None, *stories, subject="Rain", preheader="And more rain", intro=intro)
    letter = printed(issue)
    assert letter.subject == "Rain"
    for form in (letter.html, letter.text):
        places = [form.index(words) for words in ("Good morning", "Story 1", "Story 2", "Story 3")]
        assert places == sorted(places)
        assert all(absolute(story.editions.get().path) in form for story in stories)
        assert letters.PREFERENCES in form
        assert letters.UNSUBSCRIPTION in form
    assert "And more rain" in letter.html


def test_what_nobody_wrote_is_made_of_headlines(stories):
    letter = printed(make_issue(None, *stories))
    assert letter.subject == "Story 1"
    preheader = LexborHTMLParser(letter.html).css_first(".preheader")
    assert preheader.text().startswith("Story 2 · Story 3")


def test_an_issue_without_stories_has_a_subject_too(db):
    assert printed(make_issue(make_newsletter("World"), sends_at=NOON)).subject == "World, Sunday 3 May 2026"


def test_only_what_readers_have_gets_into_a_letter(staff, stories):
    waits = staff.published(now=NOON - HOUR, at=NOON + HOUR, headline="Canary waits")
    ended = staff.published(now=NOON - 2 * HOUR, until=NOON - HOUR, headline="Canary ended")
    cleared = staff.cleared(now=NOON - HOUR, headline="Canary cleared")
    killed = staff.published(now=NOON - 2 * HOUR, headline="Canary killed")
    workflow.kill(killed, by=staff.publisher, notice="Withdrawn.", now=NOON - HOUR)
    issue = make_issue(None, waits, ended, cleared, killed, *stories)
    letter = printed(issue)
    assert "Canary" not in letter.subject + letter.html + letter.text
    assert letter.subject == "Story 1"
    assert letters.freeze(issue, now=NOON) == letters.drafted(issue, now=NOON)


def test_a_frozen_issue_keeps_which_editions_readers_had(stories):
    issue = frozen(make_issue(None, *stories))
    assert [place.edition for place in issue.stories.all()] == [story.editions.get() for story in stories]


def test_what_was_put_right_since_it_was_sent_says_so_and_how(staff, stories):
    newsletter = make_newsletter()
    sent_issue(newsletter, stories[2], at=NOON - 2 * HOUR)
    correct(staff, stories[2], NOON - HOUR / 2, note="There were 12.")
    letter = printed(make_issue(newsletter, stories[0]))
    for form in (letter.html, letter.text):
        assert re.search("put right since we sent it", form, re.I)
        assert "There were 12." in form


def test_what_was_put_right_before_it_was_ever_sent_is_a_story_like_others(staff, stories):
    correct(staff, stories[2], NOON - HOUR / 2, note="There were 12.")
    letter = printed(make_issue(None, *stories))
    assert "There were 12." not in letter.html + letter.text


def test_what_was_withdrawn_since_it_was_sent_is_told_without_its_headline(staff, stories):
    newsletter = make_newsletter()
    sent_issue(newsletter, stories[2], at=NOON - 2 * HOUR)
    workflow.kill(stories[2], by=staff.publisher, notice="It rested on a forgery.", now=NOON - HOUR)
    letter = printed(make_issue(newsletter, stories[0]))
    for form in (letter.html, letter.text):
        assert "It rested on a forgery." in form
        assert "Story 3" not in form


# What is left of it


def test_nothing_that_was_withdrawn_meanwhile_stands_in_what_is_still_sent(staff, stories):
    path = stories[0].editions.get().path
    intro = body.clean(f'<p>Good morning.</p><p>See <a href="{path}">this</a>.</p>')
    issue = frozen(
        make_issue(None, *stories, subject="Story 1 shakes the town", preheader="Read on", intro=intro)
    )
    workflow.kill(stories[0], by=staff.publisher, notice="A hoax.", now=NOON + HOUR)
    letter = letters.letter(issue, letters.still(issue, now=NOON + HOUR))
    assert letter.subject == "Story 2"
    assert "Good morning" in letter.html
    for form in (letter.html, letter.text):
        assert "Story 1" not in form
        assert path not in form
    assert letters.letter(issue, without=frozenset({stories[0].pk})) == letter


def test_what_was_put_right_meanwhile_is_sent_as_it_is_now(staff, stories):
    issue = frozen(make_issue(None, *stories))
    correct(staff, stories[1], NOON + HOUR, headline="Story 2, put right")
    assert letters.still(issue, now=NOON) == issue.content
    letter = letters.letter(issue, letters.still(issue, now=NOON + HOUR))
    assert "Story 2, put right" in letter.html
    assert "It was 12." in letter.html
    assert "put right since we sent it" in letter.html.lower()


def test_what_is_still_sent_costs_two_questions_at_most(staff, stories, django_assert_max_num_queries):
    issue = frozen(make_issue(None, *stories))
    correct(staff, stories[1], NOON + HOUR)
    with django_assert_max_num_queries(2):
        letters.still(issue, now=NOON + HOUR)


# Every mailbox


def long_stories(staff, count, **fields):
    return [
        staff.published(now=NOON - HOUR, headline=f"{number} {'الفيضانات تغمر المدينة ' * 10}", **fields)
        for number in range(count)
    ]


def test_a_letter_is_cut_at_a_storys_edge_before_a_mailbox_cuts_it_and_says_so(staff):
    fields = {"deck": "ولم يتوقف المطر " * 60, "language": "ar"}
    issue = make_issue(make_newsletter(language="ar"), *long_stories(staff, 30, **fields))
    issue.intro = body.clean("<p>مطر ومطر ومطر ومطر.</p>" * 2_000)
    letter = printed(issue)
    assert len(letter.html.encode()) <= letters.MOST_BYTES
    shown = len(LexborHTMLParser(letter.html).css("h2"))
    assert 3 < shown < 30
    assert f"تجد {30 - shown} مواد أخرى" in letter.html
    assert f"تجد {30 - shown} مواد أخرى" in letter.text.replace("\n", " ")


def test_what_was_put_right_is_cut_last(staff):
    newsletter = make_newsletter(language="ar")
    stories = long_stories(staff, 30, deck="ولم يتوقف المطر " * 60)
    issue = make_issue(newsletter, *stories)
    content = letters.drafted(issue, now=NOON)
    content["intro"] = "\n".join(["<p>مطر ومطر ومطر ومطر.</p>"] * 2_000)
    content["stories"][-1]["why"] = IssueStory.Why.CORRECTED
    letter = letters.letter(issue, content)
    assert content["stories"][-1]["headline"].strip() in LexborHTMLParser(letter.html).text()


def test_a_letter_leans_on_nothing_that_some_mailbox_takes_away(stories):
    intro = body.clean(
        '<h2>Today</h2><p>A <a href="/world/">link</a>.</p><ul><li>One</li></ul><blockquote><p>Two</p></blockquote>'
    )
    html = printed(make_issue(None, *stories, intro=intro), mark="Test").html
    page = LexborHTMLParser(re.sub("<style.*?</style>", "", html, flags=re.S))
    assert not page.css("script, link, form, input, iframe, object, svg, video, style")
    assert all(table.attributes.get("role") == "presentation" for table in page.css("table"))
    assert [table.attributes["width"] for table in page.css("table.sheet")] == ["600"]
    bare = [node.tag for node in page.css("td[class], p, h1, h2, li, blockquote") if not _is_styled(node)]
    assert bare == []
    assert not re.search(r"url\(|position:|display: ?(flex|grid)|float:|var\(|@import|@font-face", html)
    for link in page.css("a"):
        assert re.match(r"https?://|mailto:|@@\w+@@$", link.attributes["href"])


def _is_styled(node) -> bool:
    """Whether an element, or the one around it, says how it looks."""
    while node is not None and "font" not in (node.attributes.get("style") or "") and node.tag != "td":
        node = node.parent
    return node is not None


def test_dark_mode_is_asked_for_in_both_ways(stories):
    html = printed(make_issue(None, *stories)).html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html


def test_no_letter_tells_when_it_was_read(stories):
    """Without a picture in its stories a letter asks nobody for anything."""
    html = printed(make_issue(None, *stories)).html
    assert " src=" not in html
    assert "background=" not in html


def test_words_that_look_like_markup_are_words(staff):
    story = staff.published(
        now=NOON - HOUR, headline='<b>Rain</b> & "wind"', deck="<script>alert(1)</script>"
    )
    letter = printed(make_issue(None, story))
    assert letter.subject == '<b>Rain</b> & "wind"'
    assert "<b>Rain" not in letter.html
    assert "<script" not in letter.html
    assert '1. <b>Rain</b> & "wind"' in letter.text


def test_a_subject_is_one_line_whatever_was_written(stories):
    letter = printed(make_issue(None, *stories, subject="Rain\r\nBcc: all@example.org"))
    assert letter.subject == "Rain Bcc: all@example.org"


def test_a_letter_in_arabic_is_written_from_the_right_and_its_english_stories_are_not(staff, stories):
    arabic = staff.published(now=NOON - HOUR, headline="مطر", language="ar")
    html = printed(make_issue(make_newsletter("نشرة", slug="nashra", language="ar"), arabic, stories[0])).html
    page = LexborHTMLParser(html)
    assert page.css_first("html").attributes["dir"] == "rtl"
    assert [row.attributes["dir"] for row in page.css("td.story")] == ["rtl", "ltr"]
    assert [row.attributes["align"] for row in page.css("td.story")] == ["right", "left"]
    assert "إلغاء الاشتراك" in html


def test_a_test_says_that_it_is_one(stories):
    letter = printed(make_issue(None, *stories), mark="Test")
    assert letter.subject == "Test: Story 1"
    assert letter.text.startswith("Test\n")


def test_lines_of_text_are_short_but_for_addresses(staff):
    story = staff.published(now=NOON - HOUR, headline="Rain " * 40, deck="Wind " * 50)
    text = printed(make_issue(None, story)).text
    assert all(len(line) <= 72 or line.startswith("http") for line in text.split("\n"))


def test_a_story_can_be_recalled_though_a_letter_held_it_and_stands_in_none_after_that(staff, stories):
    story = staff.published(headline="Too soon")
    issue = frozen(make_issue(None, story, *stories), now=None)
    workflow.recall(story, by=staff.publisher)
    assert "Too soon" not in letters.letter(issue, letters.still(issue)).html


# Pictures


@pytest.fixture
def flood(db):
    return in_library(credit="Ana Reyes")


@pytest.fixture
def pictured(staff, flood):
    lead = {"picture": flood.pk, "alt": "A river over its banks."}
    return staff.published(headline="Pictured", lead_picture=lead)


def pictures_in(letter) -> list[dict]:
    return [one.attributes for one in LexborHTMLParser(letter.html).css("img")]


def drawn(issue):
    return letters.letter(issue, letters.drafted(issue))


def test_a_picture_stands_at_a_fixed_width_with_its_words_and_whose_it_is(pictured):
    letter = drawn(make_issue(None, pictured))
    [picture] = pictures_in(letter)
    assert picture["alt"] == "A river over its banks."
    assert int(picture["width"]) <= 600
    assert re.fullmatch(r"https?://[^/]+/pictures/[0-9a-f]{24}-\d+\.jpg", picture["src"])
    assert "Ana Reyes" in letter.html


def test_a_picture_under_another_is_small(staff, flood, pictured):
    first = staff.published()
    [picture] = pictures_in(drawn(make_issue(None, first, pictured)))
    assert picture["width"] == "120"


@pytest.mark.parametrize(
    "terms", [{"denied_uses": ["newsletter"]}, {"denied_sections": ["world"]}, {"allowed_until": NOON}]
)
def test_a_picture_that_may_not_be_mailed_is_not_and_its_story_is(flood, pictured, terms):
    Picture.objects.filter(pk=flood.pk).update(**terms)
    letter = drawn(make_issue(None, pictured))
    assert pictures_in(letter) == []
    assert "Pictured" in letter.html


def test_a_picture_whose_terms_change_while_letters_leave_is_not_sent_on(flood, pictured):
    issue = frozen(make_issue(None, pictured), now=None)
    assert len(pictures_in(letters.letter(issue))) == 1
    Picture.objects.filter(pk=flood.pk).update(denied_uses=["newsletter"])
    assert pictures_in(letters.letter(issue, letters.still(issue))) == []


def test_a_picture_that_says_nothing_has_an_empty_description(staff, flood):
    lead = {"picture": flood.pk, "is_decorative": True}
    [picture] = pictures_in(drawn(make_issue(None, staff.published(lead_picture=lead))))
    assert not picture["alt"]
