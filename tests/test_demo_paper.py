"""The copy of the demo paper: that it holds together, shows the house in every state, and is well set."""

import re
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from articles import body, gazetteer, roles
from articles.models import Correction
from articles.models.section import RESERVED
from articles.slugs import slugify
from newsroom.demo import moments, paper, pictures

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 5, 3, 12, 30, tzinfo=UTC)
DEMO = paper.read()
STORIES = pytest.mark.parametrize("story", DEMO.stories, ids=lambda story: story.slug)


# What it shows


def test_every_state_has_its_stories():
    states = Counter(story.state for story in DEMO.stories)
    assert 46 <= len(DEMO.stories) <= 52
    assert set(states) == set(paper.STATES)
    assert states["scheduled"] == 6
    assert states["draft"] == states["filed"] == 3
    assert states["cleared"] == 2
    assert states["spiked"] == states["killed"] == states["expired"] == 1


def test_a_story_was_corrected_one_clarified_one_updated_one_is_ahead_and_one_went_out_unread():
    kinds = Counter(change.kind for story in DEMO.stories for change in story.changes)
    assert kinds == {"correction": 1, "clarification": 1, "update": 1}
    assert set(kinds) <= set(Correction.Kind.values)
    assert sum(story.ahead is not None for story in DEMO.stories) == 1
    assert sum(bool(story.emergency) for story in DEMO.stories) == 1
    assert sum(bool(story.sent_back) for story in DEMO.stories) == 1


def test_it_is_fresh_and_has_a_past():
    ages = [
        NOW - moments.read(story.published, now=NOW, zone=LONDON)
        for story in DEMO.stories
        if story.state == "live"
    ]
    assert sum(age < timedelta(days=2) for age in ages) == 14
    assert sum(timedelta(days=2) < age < timedelta(days=31) for age in ages) == 14
    years = {story.published[:4] for story in DEMO.stories if re.match(r"20\d\d-", story.published)}
    assert years == {"2021", "2022", "2023", "2024", "2025"}


def test_it_is_written_in_four_languages():
    languages = Counter(story.language for story in DEMO.stories)
    assert languages["en"] >= 30
    assert languages["fr"] == languages["es"] == languages["ar"] == 4


def test_headlines_are_of_every_length():
    out = [story.headline for story in DEMO.stories if story.state == "live"]
    everything = [story.headline for story in DEMO.stories]
    assert any(" " not in headline for headline in out)
    assert any(len(headline) > 95 for headline in out)
    assert sum(len(headline) > 95 for headline in everything) >= 2
    assert max(map(len, everything)) <= 140


def test_every_kind_of_thing_that_a_body_may_hold_without_pictures_is_somewhere():
    copy = "".join(story.body for story in DEMO.stories)
    for sign in ("<h2>", "<blockquote>", "<ul>", "<ol>", "<table ", "<dl>", "<em>", "<cite>", "<a href="):
        assert sign in copy
    for node in ("pullquote", "note", "factbox", "embed", "advert"):
        assert f'data-node="{node}"' in copy


def test_a_series_has_parts_behind_it_and_one_to_come():
    states = {
        series.slug: [story.state for story in DEMO.stories if story.series == series.slug]
        for series in DEMO.series
    }
    assert states["the-last-ferry"] == ["live"] * 4 + ["scheduled"]
    assert states["the-keepers"] == ["live"] * 2 + ["cleared"]


def test_every_section_tag_dateline_and_author_is_used():
    assert {section.slug for section in DEMO.sections} - {"world"} == {
        story.section for story in DEMO.stories
    }
    assert {tag.slug for tag in DEMO.tags} == {tag for story in DEMO.stories for tag in story.tags}
    assert set(DEMO.datelines) == {story.dateline for story in DEMO.stories} - {""}
    assert {author.slug for author in DEMO.authors} == {
        byline.author for story in DEMO.stories for byline in story.bylines
    }


# Its furniture


def test_there_is_a_sign_in_for_each_role_and_an_outsider():
    assert {person.role for person in DEMO.people} == set(roles.ROLES)
    assert [person.email.partition("@")[0] for person in DEMO.people] == (
        "reporter editor copy producer publisher admin outsider".split()
    )
    desks = {
        email: {desk.slug for desk in DEMO.desks if email in desk.members}
        for desk in DEMO.desks
        for email in desk.members
    }
    assert not desks["reporter@newsroom.example"] & desks["outsider@newsroom.example"]


def test_sections_have_two_levels_and_addresses_of_their_own():
    parents = {section.parent for section in DEMO.sections} - {""}
    tops = [section for section in DEMO.sections if not section.parent]
    assert len(tops) == 8
    assert parents == {"world", "culture"}
    assert parents <= {section.slug for section in tops}
    assert not {section.slug for section in DEMO.sections} & RESERVED


def test_a_synonym_means_one_tag_and_is_not_one_itself():
    names = [tag.name for tag in DEMO.tags] + [word for tag in DEMO.tags for word in tag.synonyms]
    slugs = [slugify(name) for name in names]
    assert [slug for slug, count in Counter(slugs).items() if count > 1 or not slug] == []


@pytest.mark.parametrize("printed", DEMO.datelines.values())
def test_every_dateline_is_in_the_gazetteer(printed):
    place = gazetteer.find(printed)
    assert place
    assert place.stands_alone == ("," not in printed)


# Its copy


@STORIES
def test_a_body_is_in_the_grammar_as_it_stands(story):
    assert body.clean(story.body) == story.body
    for change in (*story.changes, *filter(None, [story.ahead])):
        changed = change.applied_to(story.body)
        assert body.clean(changed) == changed != story.body


@STORIES
def test_a_story_has_its_length_its_tags_and_its_address(story):
    words = body.word_count(story.body)
    assert words >= (60 if story.kicker == "In brief" else 120)
    assert words <= 450
    assert 3 <= len(story.tags) <= 6
    assert len(story.tags) == len(set(story.tags))
    assert story.slug == slugify(story.slug)
    assert story.kicker
    assert 1 <= story.urgency <= 9
    assert "lorem" not in story.body.lower()


@STORIES
def test_copy_is_set_in_the_manner_of_its_language(story):
    copy = re.sub(r"<[^>]+>", " ", "\n".join((story.headline, story.deck, story.body)))
    assert not re.search(r"""["']|--|\.\.\.""", copy)
    marks = {"en": "«»،؟", "fr": "“”،؟", "es": "“”،؟", "ar": "“”,;?"}[story.language]
    assert not set(marks) & set(copy)
    if story.language == "fr":
        assert not re.search(r"« | »|(?<!nbsp)(?<!\xa0)[;:?!](?!\w)", copy.replace("&nbsp;", "\xa0"))


@STORIES
def test_fresh_copy_names_no_day_of_the_week_as_news(story):
    is_fresh = not re.match(r"20\d\d-", story.published)
    on_a_day = r"\b(?:on|last|next|since) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?! desk)"
    told = re.sub(r"“[^”]*”", "", story.body)
    assert not (is_fresh and re.search(on_a_day, told))


@STORIES
def test_links_stay_in_the_paper(story):
    pages = {f"/{section.slug}/" for section in DEMO.sections} | {
        f"/series/{series.slug}/" for series in DEMO.series
    }
    assert set(re.findall(r'href="([^"]*)"', story.body)) <= pages


# That a mistake is found


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fault"),
    [
        ("stories/world.toml", 'section = "europe"', 'section = "euorpe"', "no section “euorpe”"),
        ("stories/world.toml", 'dateline = "lisbon"', 'dateline = "lisboa"', "no dateline “lisboa”"),
        ("stories/world.toml", '"transport", "cities"', '"transport", "citys"', "no tag “citys”"),
        ("stories/world.toml", 'author = "eleni-vrettou"', 'author = "eleni"', "no author “eleni”"),
        ("stories/world.toml", 'desk = "world"', 'desk = "wolrd"', "no desk “wolrd”"),
        (
            "stories/world.toml",
            'slug = "kampala-quiet-hour"',
            'slug = "twinned-by-mistake"',
            "twinned-by-mistake",
        ),
        ("stories/world.toml", "\nnotice = ", "\nheadlne = ", "headlne"),
        ("stories/world.toml", '\nkilled = "8 days ago 12:00"', "", "killed and lacks killed"),
        ("stories/world.toml", 'state = "draft"', 'state = "drafty"', "“drafty” is no state"),
        (
            "stories/business.toml",
            "rebates came to 41 billion won, and",
            "rebates were 41 billion, and",
            "must stand",
        ),
        ("stories/the_last_ferry.toml", 'series = "the-last-ferry"', 'series = "last"', "no series “last”"),
        ("stories/science.toml", 'by = "editor@', 'by = "nobody@', "no person “nobody@"),
        ("house.toml", 'members = ["outsider@', 'members = ["insider@', "no member “insider@"),
        ("adverts.toml", 'sections = ["science",', 'sections = ["scinece",', "no section “scinece”"),
        ("adverts.toml", '\nlive_from = "20 days', '\nlive_form = "20 days', "The Saturday edition"),
        ("house.toml", 'parent = "world"', 'parent = "earth"', "no parent “earth”"),
        ("people.toml", 'user = "reporter@', 'user = "ghost@', "no user “ghost@"),
    ],
)
def test_copy_that_does_not_hold_together_is_refused_by_name(tmp_path, file, right, wrong, fault):
    folder = shutil.copytree(paper.HERE, tmp_path / "demo")
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(paper.BadCopy, match=re.escape(fault)):
        paper.read(folder)


def test_every_drawing_is_used_and_is_described():
    used = [story.picture for story in DEMO.stories if story.picture]
    used += [one for story in DEMO.stories if story.gallery for one in story.gallery.pictures]
    assert {one.file for one in used} == {path.name for path in pictures.FOLDER.iterdir()}
    assert all(one.alt and one.caption and one.credit for one in used)
    assert sum(path.stat().st_size for path in pictures.FOLDER.iterdir()) < 1_000_000
