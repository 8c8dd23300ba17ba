"""Every page of the paper, printed with everything that it can show and with next to nothing.

The database is closed to these tests: a template that asked it for something would fail.
"""

import re
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser

from tests.paper_samples import BARE_HOUSE, HOUSE, LONG, PAGES, edition

# What the Nu checker lets a <time> say: a day, or a moment with its zone.
MOMENT = re.compile(
    r'<time datetime="\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?"[^>]*>'
)
CASES = [(name, fullness) for name in PAGES for fullness in ("full", "bare")]


def printed(name: str, fullness: str = "full", **changes) -> LexborHTMLParser:
    house = HOUSE if fullness == "full" else BARE_HOUSE
    context = PAGES[name][fullness == "bare"] | changes
    return LexborHTMLParser(render_to_string(name, house | context if name != "500.html" else None))


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_a_page_has_one_headline_one_main_and_its_landmarks(name, fullness):
    html = printed(name, fullness)
    assert len(html.css("h1")) == 1
    assert html.css_first("h1").text(strip=True)
    assert len(html.css("main#main")) == 1
    assert len(html.css("body > header")) == 1
    if name != "500.html":
        assert len(html.css("body > footer")) == 1
        assert html.css("header nav[aria-label]")


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_the_first_thing_one_can_reach_leads_past_the_furniture(name, fullness):
    first = printed(name, fullness).css_first("body a, body button, body input")
    assert first.attributes["class"] == "skip"
    assert first.attributes["href"] == "#main"


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_names_of_places_on_a_page_are_its_own_and_lead_somewhere(name, fullness):
    html = printed(name, fullness)
    ids = [node.attributes["id"] for node in html.css("[id]")]
    assert len(ids) == len(set(ids)), sorted(ids)
    for pointer in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list"):
        for node in html.css(f"[{pointer}]"):
            assert set(node.attributes[pointer].split()) <= set(ids), node.html
    for node in html.css('a[href^="#"]'):
        assert node.attributes["href"][1:] in ids


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_a_page_says_what_it_is_and_nothing_it_does_not_know(name, fullness):
    html = printed(name, fullness)
    assert html.css_first("html").attributes["lang"] == "en"
    assert html.css_first("title").text(strip=True).strip("— ")
    assert all(node.attributes["content"] for node in html.css("meta[content]"))
    text = html.body.text(separator=" ")
    assert "None" not in text
    assert not html.css('a[href=""], a:not([href]), h2:empty, h3:empty, p:empty')


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_headings_go_down_one_step_at_a_time(name, fullness):
    levels = [int(node.tag[1]) for node in printed(name, fullness).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_sections_have_headings_and_times_are_told_to_machines(name, fullness):
    html = printed(name, fullness)
    for node in html.css("section"):
        assert node.css("h1, h2, h3, h4"), node.html
    times = re.findall(r"<time\b[^>]*>", html.html)  # with those in templates, which selectors do not reach
    assert all(MOMENT.fullmatch(time) for time in times), times


@pytest.mark.parametrize(("name", "fullness"), CASES)
def test_a_page_carries_neither_script_nor_style_of_its_own(name, fullness):
    html = printed(name, fullness)
    assert not html.css("script:not([src], [type='application/ld+json']), style, [style]")
    assert not [node for node in html.css("*") if any(key.startswith("on") for key in node.attributes)]


def test_a_story_in_arabic_turns_round_and_the_furniture_stays():
    html = printed("articles/story_detail.html", edition=edition(20, headline="خبر", language="ar"))
    assert html.css_first("html").attributes == {"lang": "ar", "dir": "rtl"}
    assert html.css_first("article.article").attributes["dir"] == "rtl"
    for furniture in (".skip", "body > header", "body > footer", ".stamps > div", ".foot-title"):
        node = html.css_first(furniture).attributes
        assert (node["lang"], node["dir"]) == ("en", "ltr"), furniture
    fonts = [node.attributes["href"] for node in html.css("link[rel=preload]")]
    assert [path for path in fonts if "naskh-arabic" in path]


def test_a_caption_keeps_its_own_direction_in_a_story_that_runs_the_other_way():
    picture = {"url": "/a.jpg", "caption": "Roofs on still water.", "credit": "Rui Tembe"}
    html = printed("articles/story_detail.html", edition=edition(1, language="ar", lead_picture=picture))
    caption = html.css("article[dir=rtl] figcaption > bdi")
    assert [part.text() for part in caption] == ["Roofs on still water."]


def test_a_card_in_arabic_turns_round_on_an_english_page():
    card = printed("articles/front.html").css_first('article[lang="ar"]')
    assert card.attributes["dir"] == "rtl"
    assert card.css_first(".card__meta").attributes["lang"] == "en"


def test_a_story_without_deck_and_summary_is_introduced_by_its_first_words():
    body = (
        f'<p><span class="dateline">BEIRA</span> {"The water came before dawn. " * 20}</p><p>It stayed.</p>'
    )
    bare = edition(1, deck="", summary="", body=body)
    html = printed("articles/story_detail.html", edition=bare, body=body)
    said = html.css_first('meta[name="description"]').attributes["content"]
    assert said.startswith("BEIRA — The water came before dawn. The water")
    assert said.endswith("…")
    assert len(said) <= 160
    assert html.css_first('meta[property="og:description"]').attributes["content"] == said


def test_a_story_links_only_the_style_sheets_that_it_uses():
    def linked(**changes) -> str:
        html = printed("articles/story_detail.html", "bare", **changes)
        return " ".join(node.attributes["href"] for node in html.css("link[rel=stylesheet]"))

    assert "table.css" not in linked()
    assert "table.css" in linked(body='<div class="table"><table></table></div>')
    assert "correction.css" not in linked()
    assert "correction.css" in linked(edition=edition(20))


def test_long_headlines_are_set_smaller():
    assert printed("articles/story_detail.html", edition=edition(1, headline=LONG)).css(
        ".article__headline--long"
    )
    assert not printed("articles/story_detail.html").css(".article__headline--long")


def test_a_page_marks_where_it_is_in_the_navigation():
    assert printed("articles/section_detail.html").css_first("[aria-current=page]").text() == "World"
    assert (
        printed("articles/section_detail.html", "bare", **HOUSE).css_first("[aria-current=true]").text()
        == "World"
    )
    assert printed("articles/story_detail.html").css_first("[aria-current=true]").text() == "World"


def test_a_kicker_that_names_the_series_stands_for_it():
    def over(kicker: str) -> list[str]:
        html = printed("articles/story_detail.html", edition=edition(1, kicker=kicker))
        return [node.text(strip=True) for node in html.css(".article__kicker > :not(.coordinates)")]

    assert over("Floods") == ["Africa", "The Other Door", "Floods"]
    assert over("The Other Door, 2 of 5") == ["Africa", "The Other Door, 2 of 5"]


def test_words_from_outside_are_only_words():
    assert not printed("articles/search.html", q='"><script>alert(1)</script>', results=[]).css(
        "script:not([src], [type='application/ld+json'])"
    )
    hostile = {
        field: f"<script>{field}</script>" for field in ("headline", "deck", "kicker", "source", "summary")
    }
    tags = [{"name": "<script>", "slug": "u"}]
    assert not printed("articles/story_detail.html", edition=edition(20, tags=tags, **hostile)).css(
        "body script"
    )
