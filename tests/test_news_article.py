"""Linked data: what search engines read of a story and of the pages that lead to it."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import clock, workflow
from articles.body import shortened
from articles.models import Edition, Series
from articles.renditions import as_news_article
from articles.renditions.news_article import LONGEST_HEADLINE
from articles.templatetags.machines import data_block
from tests.factories import HOUR, make_dateline, make_section
from tests.paper_samples import edition
from tests.text_data import SHARED, needs_shared

SITE = "http://127.0.0.1:8000"


def linked(address: str) -> list[dict]:
    """The linked data on a page, as a robot reads it."""
    html = LexborHTMLParser(Client().get(address).content.decode())
    return [json.loads(node.text()) for node in html.css('script[type="application/ld+json"]')]


@pytest.fixture
def corrected(staff):
    """A story with everything that linked data tells."""
    story = staff.published(
        headline="Dam bursts",
        deck="The river came in.",
        dateline=make_dateline(latitude=-19.84, longitude=34.84),
        section=make_section("Africa", parent=make_section()),
        series=Series.objects.create(title="The Other Door", slug="door"),
        tags=["Floods", "Rivers"],
        source="Agency",
        now=clock.now() - HOUR,
    )
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It is 11.2 kilometres.")
    staff.rewritten(story)
    workflow.correct(story, by=staff.publisher, kind="update", note="The road is open.")
    return Edition.objects.live().for_reading().get()


def test_a_story_says_what_it_is(corrected):
    (article,) = linked(corrected.path)
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Dam bursts"
    assert article["description"] == "The river came in."
    assert article["url"] == article["mainEntityOfPage"]["@id"] == f"{SITE}{corrected.path}"
    assert article["datePublished"] < article["dateModified"]
    assert article["author"] == [{"@type": "Person", "name": "Ana Reyes", "url": f"{SITE}/by/ana-reyes/"}]
    assert article["articleSection"] == ["World", "Africa"]
    assert article["keywords"] == ["Floods", "Rivers"]
    assert article["isAccessibleForFree"] is True
    assert article["publisher"]["name"] == "Newsroom"
    assert article["isPartOf"]["name"] == "The Other Door"
    assert article["image"]["url"] == f"{SITE}{corrected.path}share.png"
    assert article["wordCount"] == corrected.words


def test_a_story_says_where_it_was_written(corrected):
    (article,) = linked(corrected.path)
    assert article["contentLocation"] == {
        "@type": "Place",
        "name": "Beira, Mozambique",
        "url": f"{SITE}/from/beira-mozambique/",
        "address": {"@type": "PostalAddress", "addressLocality": "Beira", "addressCountry": "MZ"},
        "geo": {"@type": "GeoCoordinates", "latitude": -19.84, "longitude": 34.84},
    }


def test_a_correction_is_called_one_and_an_update_is_not(corrected):
    (article,) = linked(corrected.path)
    (correction,) = article["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "It is 11.2 kilometres."


def test_what_is_to_be_spoken_stands_on_the_page(corrected):
    html = LexborHTMLParser(Client().get(corrected.path).content.decode())
    (article,) = linked(corrected.path)
    spoken = [html.css_first(selector).text() for selector in article["speakable"]["cssSelector"]]
    assert spoken == ["Dam bursts", "The river came in."]


def test_nothing_is_said_that_is_not_known(staff):
    staff.published(authors=[])
    article = as_news_article(Edition.objects.live().for_reading().get())
    unknown = {
        "contentLocation",
        "dateline",
        "correction",
        "isPartOf",
        "description",
        "author",
        "keywords",
        "isBasedOn",
    }
    assert not unknown & set(article)
    assert "None" not in json.dumps(article)


@pytest.mark.parametrize(
    "headline",
    ["Short", "x" * 110, "x" * 111, "x " * 90, f"{'word ' * 21}and then, at last, an end", "洪" * 200],
)
def test_a_headline_is_at_most_110_characters_and_says_that_it_was_cut(headline):
    short = shortened(headline, LONGEST_HEADLINE)
    assert len(short) <= LONGEST_HEADLINE
    assert short == headline if len(headline) <= LONGEST_HEADLINE else short.endswith("…")
    assert headline.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028\u2029", "]]>"]
)
def test_no_word_ends_the_data(words):
    block = data_block({"headline": words})
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inner)
    assert json.loads(inner) == {"headline": words}


def test_hostile_copy_stays_data_on_the_page(staff):
    words = "</script><script>alert(1)</script>"
    story = staff.published(headline=words, deck=words, tags=[words], dateline=make_dateline(words))
    address = story.editions.get().path
    html = LexborHTMLParser(Client().get(address).content.decode())
    assert len(html.css('script[type="application/ld+json"]')) == 1
    assert not html.css("script:not([src], [type])")
    assert linked(address)[0]["headline"] == words


# The pages that lead to stories


def test_the_front_is_the_paper(staff):
    staff.published()
    (paper,) = linked("/")
    assert (paper["@type"], paper["name"], paper["url"]) == ("NewsMediaOrganization", "Newsroom", f"{SITE}/")
    assert paper["correctionsPolicy"] == f"{SITE}/corrections/"


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        ("/africa/", ["Newsroom", "World", "Africa"]),
        ("/topics/floods/", ["Newsroom", "Topics", "Floods"]),
        ("/from/beira-mozambique/", ["Newsroom", "Places", "Beira"]),
        ("/series/door/", ["Newsroom", "The Other Door"]),
    ],
)
def test_a_list_says_what_is_in_it_and_where_it_stands(corrected, address, trail):
    (page,) = linked(address)
    assert page["@type"] == "CollectionPage"
    assert [step["name"] for step in page["breadcrumb"]["itemListElement"]] == trail
    assert [item["url"] for item in page["mainEntity"]["itemListElement"]] == [f"{SITE}{corrected.path}"]


def test_an_author_is_a_person(corrected):
    (page,) = linked("/by/ana-reyes/")
    assert page["@type"] == "ProfilePage"
    assert page["mainEntity"]["@type"] == "Person"
    assert page["mainEntity"]["name"] == "Ana Reyes"


def test_further_pages_of_a_list_are_none_of_their_own(staff):
    for number in range(21):
        staff.published(
            headline=f"Story {number}", tags=["Floods"], now=clock.now() - timedelta(hours=number + 1)
        )
    assert len(linked("/topics/floods/")) == 1
    assert linked("/topics/floods/?page=2") == []


# The vocabulary


def vocabulary() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The properties that each type of schema.org has of its own, and the types above each."""
    shapes = (SHARED / "schemaorg/shapes/full.shacl").read_text(encoding="utf-8")
    properties = {
        found[1]: set(re.findall(r"sh:path schema:(\w+)", shape))
        for shape in re.split(r"\n(?=:Valid)", shapes)
        if (found := re.search(r"sh:targetClass schema:(\w+)", shape))
    }
    above: dict[str, set[str]] = {}
    subclasses = (SHARED / "schemaorg/shapes/subclasses.ttl").read_text(encoding="utf-8")
    for child, parent in re.findall(r"schema:(\w+) rdfs:subClassOf schema:(\w+)", subclasses):
        above.setdefault(child, set()).add(parent)
    # What schema.org has taken in for news since these shapes were drawn.
    properties["CreativeWork"].add("correction")
    properties["NewsMediaOrganization"] = {"correctionsPolicy"}
    above |= {"NewsMediaOrganization": {"Organization"}, "CorrectionComment": {"Comment"}}
    return properties, above


def unknown(data, properties: dict, above: dict) -> list[str]:
    """What in some linked data schema.org has no word for."""
    if isinstance(data, list):
        return [fault for one in data for fault in unknown(one, properties, above)]
    if not isinstance(data, dict):
        return []
    kinds, waiting = set(), [data.get("@type", "Thing")]
    while waiting:
        kinds.add(kind := waiting.pop())
        waiting += above.get(kind, set()) - kinds
    allowed = set().union(*(properties.get(kind, set()) for kind in kinds))
    faults = [f"{data.get('@type')}.{name}" for name in data if name[0] != "@" and name not in allowed]
    return faults + [fault for value in data.values() for fault in unknown(value, properties, above)]


@needs_shared
@pytest.mark.parametrize(
    "address", ["", "/", "/africa/", "/topics/floods/", "/by/ana-reyes/", "/from/beira-mozambique/"]
)
def test_every_word_is_one_of_schema_org(corrected, address):
    (data,) = linked(address or corrected.path)
    assert unknown(data, *vocabulary()) == []


@needs_shared
def test_the_check_of_words_sees_a_wrong_one():
    assert unknown(
        {"@type": "NewsArticle", "author": [{"@type": "Person", "headline": "x"}]}, *vocabulary()
    ) == ["Person.headline"]


def test_everything_that_a_page_can_show_can_be_said():
    article = as_news_article(edition(1))
    assert article["author"] == [{"@type": "Person", "name": "Ana Reyes", "url": f"{SITE}/by/ana-reyes/"}]
    assert article["contributor"] == [
        {"@type": "Person", "name": "Rui Tembe", "url": f"{SITE}/by/rui-tembe/"}
    ]
    assert [told["name"] for told in article["correction"]] == ["Correction", "Retraction"]
    assert article["isBasedOn"] == "https://agency.example/dam/"


def test_a_page_tells_networks_how_to_show_it(staff):
    story = staff.published(social_headline="For networks", canonical_url="https://agency.example/x/")
    html = LexborHTMLParser(Client().get(story.editions.get().path).content.decode())
    said = {
        node.attributes.get("property"): node.attributes["content"] for node in html.css("meta[property]")
    }
    assert said["og:title"] == "For networks"
    assert said["og:image"].endswith("/share.png")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert html.css_first("link[rel=canonical]").attributes["href"] == "https://agency.example/x/"
    assert html.css_first('meta[name="twitter:card"]').attributes["content"] == "summary_large_image"
