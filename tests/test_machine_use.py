"""What machines may do: the stricter of story and source, else the paper's word; and every way in which it is said."""

import os
import re
import subprocess
import sys
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles import machine_use, workflow
from articles.machines import told
from articles.models import Edition, Story
from tests.factories import NOON
from tests.paper_samples import edition


def choose(story: Story, use: str) -> None:
    Story.objects.filter(pk=story.pk).update(machine_use=use)


def page_of(story: Story):
    answer = Client().get(story.editions.get().path)
    html = LexborHTMLParser(answer.content.decode())
    metas = {node.attributes["name"]: node.attributes["content"] for node in html.css("meta[name]")}
    return answer, metas


@pytest.mark.parametrize(
    ("story", "source", "paper", "so"),
    [
        ("", "", "all", "all"),
        ("", "", "search", "search"),
        ("all", "", "search", "all"),
        ("", "all", "none", "all"),
        ("", "search", "all", "search"),
        ("all", "search", "all", "search"),
        ("none", "search", "all", "none"),
        ("search", "none", "all", "none"),
    ],
)
def test_the_stricter_of_story_and_source_holds_and_else_the_papers_word(settings, story, source, paper, so):
    settings.MACHINE_USE = paper
    settings.MACHINE_USE_BY_SOURCE = {"Agency": source} if source else {}
    one = edition(1, source="Agency")
    one.machine_use = story
    assert machine_use.of(one) == so


@pytest.mark.parametrize("paper", ["all", "search", "none"])
@pytest.mark.parametrize("source", ["all", "search", "none", ""])
@pytest.mark.parametrize("story", ["all", "search", "none", ""])
def test_sitemaps_and_pages_agree(staff, settings, story, source, paper):
    settings.MACHINE_USE = paper
    settings.MACHINE_USE_BY_SOURCE = {"Agency": source} if source else {}
    choose(staff.published(source="Agency"), story)
    one = Edition.objects.live().for_reading().get()
    assert machine_use.for_search(Edition.objects.live()).exists() == (machine_use.of(one) != "none")


@pytest.mark.parametrize(
    ("use", "robots", "header", "reserved"),
    [
        ("", "max-image-preview:large", None, None),
        ("all", "max-image-preview:large", None, None),
        (
            "search",
            "max-image-preview:large, noai, noimageai",
            "max-image-preview:large, noai, noimageai",
            "1",
        ),
        ("none", "noindex, noarchive, noai, noimageai", "noindex, noarchive, noai, noimageai", "1"),
    ],
)
def test_a_page_says_it_in_its_head_and_in_its_headers(staff, use, robots, header, reserved):
    story = staff.published()
    choose(story, use)
    answer, metas = page_of(story)
    assert metas["robots"] == robots
    assert metas.get("tdm-reservation") == reserved
    assert answer.get("X-Robots-Tag") == header
    assert answer.get("TDM-Reservation") == reserved
    picture = Client().get(f"{story.editions.get().path}share.png")
    assert picture.get("X-Robots-Tag") == header


def test_a_choice_is_no_change_of_copy(staff):
    story = staff.published()
    before = set(story.revisions.values_list("content_hash")), Edition.objects.get().content_hash
    workflow.revise(story, by=staff.publisher, machine_use="none")
    story.refresh_from_db()
    assert story.status == Story.Status.CLEARED
    assert (set(story.revisions.values_list("content_hash")), Edition.objects.get().content_hash) == before
    assert page_of(story)[0]["X-Robots-Tag"].startswith("noindex")


def test_the_desk_chooses_it_on_the_storys_page(staff, client):
    story = staff.published()
    client.force_login(staff.publisher)
    answer = client.get(f"/admin/articles/story/{story.pk}/change/")
    choices = LexborHTMLParser(answer.content.decode()).css("select[name=machine_use] option")
    assert [one.attributes["value"] for one in choices] == ["", "all", "search", "none"]


def test_an_edition_that_nobody_read_with_it_says_what_the_paper_says():
    assert machine_use.of(edition(1)) == "all"


# The paper as a whole


@pytest.mark.parametrize(
    ("use", "may"),
    [
        ("all", {"Googlebot": True, "GPTBot": True, "ClaudeBot": True}),
        ("search", {"Googlebot": True, "GPTBot": False, "ClaudeBot": False, "Google-Extended": False}),
        ("none", {"Googlebot": False, "GPTBot": False}),
    ],
)
def test_robots_txt_is_understood_by_robots(db, settings, use, may):
    settings.MACHINE_USE = use
    answer = Client().get("/robots.txt")
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    story = "http://127.0.0.1:8000/2026/05/03/dam/"
    assert {name: robots.can_fetch(name, story) for name in may} == may
    assert not robots.can_fetch("Googlebot", "http://127.0.0.1:8000/admin/")
    assert not robots.can_fetch("GPTBot", "http://127.0.0.1:8000/search/?q=x")
    assert robots.site_maps() == [
        "http://127.0.0.1:8000/sitemap.xml",
        "http://127.0.0.1:8000/news-sitemap.xml",
    ]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_robots_txt_names_no_story(staff):
    story = staff.published(slug="the-secret-one")
    choose(story, "none")
    assert b"secret" not in Client().get("/robots.txt").content


@pytest.mark.parametrize(("use", "reserved"), [("all", 0), ("search", 1), ("none", 1)])
def test_the_reservation_of_the_site_is_in_its_file(db, settings, use, reserved):
    settings.MACHINE_USE = use
    assert Client().get("/.well-known/tdmrep.json").json() == [
        {"location": "/*", "tdm-reservation": reserved}
    ]


@pytest.mark.parametrize(
    "address",
    ["/security.txt", "/.well-known/security.txt", "/ads.txt", "/trust.txt", "/humans.txt"],
)
def test_what_is_not_set_does_not_exist(db, address):
    assert Client().get(address).status_code == 404


def test_security_txt_has_what_rfc_9116_asks_for(db, settings):
    settings.SECURITY_CONTACT = ["mailto:security@news.example", "https://news.example/report"]
    answers = {Client().get(address).content for address in ("/security.txt", "/.well-known/security.txt")}
    (text,) = {answer.decode() for answer in answers}
    assert text.count("Contact: ") == 2
    assert text.count("Expires: ") == 1
    assert "Canonical: http://127.0.0.1:8000/.well-known/security.txt\n" in text


@pytest.mark.parametrize(
    ("month", "expires"), [(1, "2026-07-01"), (6, "2026-12-01"), (7, "2027-01-01"), (12, "2027-06-01")]
)
def test_security_txt_is_good_for_half_a_year(settings, month, expires):
    settings.SECURITY_CONTACT = ["mailto:security@news.example"]
    assert f"Expires: {expires}T00:00:00Z\n" in told.security(NOON.replace(month=month))


@pytest.mark.parametrize("name", ["ads", "trust", "humans"])
def test_files_of_ours_are_word_for_word(db, settings, name):
    setattr(settings, f"{name.upper()}_TXT", "one, two\nthree\n")
    assert Client().get(f"/{name}.txt").content == b"one, two\nthree\n"


def test_lines_come_from_the_environment():
    given = os.environ | {"ADS_TXT": "a, b\\nc", "MACHINE_USE_BY_SOURCE": "Agency=none,Wire=search"}
    program = "from newsroom import settings as s; print([s.ADS_TXT, s.MACHINE_USE_BY_SOURCE])"
    told_us = subprocess.run(
        [sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True
    )
    assert told_us.stdout.strip() == "['a, b\\nc', {'Agency': 'none', 'Wire': 'search'}]"


@pytest.mark.parametrize("given", [{"MACHINE_USE": "some"}, {"MACHINE_USE_BY_SOURCE": "Agency=never"}])
def test_a_word_that_nobody_knows_stops_the_start(given):
    program = [sys.executable, "-c", "import newsroom.settings"]
    answer = subprocess.run(program, env=os.environ | given, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "Machines may use all, search or none" in answer.stderr


def test_llms_txt_lists_what_models_may_read_and_nothing_else(staff, settings):
    stories = {name: staff.published(headline=name, deck=f"{name} deck.") for name in ("Open", "Shut")}
    choose(stories["Shut"], "search")
    text = Client().get("/llms.txt").content.decode()
    assert text.startswith("# Newsroom\n\n> ")
    address = f"http://127.0.0.1:8000{stories['Open'].editions.get().path}index.md"
    assert f"- [Open]({address}): Open deck.\n" in text
    assert "Shut" not in text
    for link in re.findall(r"\((http://127.0.0.1:8000[^)]+)\)", text):
        assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200, link
    settings.MACHINE_USE = "search"
    assert "Open" not in Client().get("/llms.txt").content.decode()
