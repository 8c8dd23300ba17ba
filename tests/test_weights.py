"""Guard: what an article weighs on its way to a reader, compressed and without its pictures."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.newsletter_samples import make_newsletter
from tests.paper_browser import publish
from tests.picture_files import in_library

KB = 1000
# Latin fonts in the four cuts; the other alphabets come only where a page has their letters.
FONT = re.compile(r'url\("([^"]+)"\)[^}]*unicode-range: U\+0000-')
pytestmark = pytest.mark.django_db


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def file(address: str) -> bytes:
    with open(finders.find(address.removeprefix("/static/")), "rb") as opened:
        return opened.read()


@pytest.fixture
def page(staff) -> str:
    """An article with everything that a body can hold, and the box of a newsletter."""
    make_newsletter()
    return Client().get(publish(staff).story).content.decode()


def test_the_html_is_light(page):
    assert packed(page.encode()) <= 40 * KB


def test_the_style_sheets_are_light(page):
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) > 15
    assert any("newsletter.css" in sheet for sheet in sheets)
    assert sum(packed(file(sheet)) for sheet in sheets) <= 20 * KB


def test_the_scripts_are_light_and_the_worker_is_among_them(page):
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', page)
    assert len(scripts) == 7
    worker = packed(Client().get("/sw.js").content)
    assert sum(packed(file(script)) for script in scripts) + worker <= 10 * KB


@pytest.mark.parametrize("looked_back", ["history/", "history/?from=1&to=2", "history/1/"])
def test_the_pages_on_what_a_story_was_are_lighter_than_the_story(staff, looked_back):
    story = publish(staff).story
    page, past = (Client().get(f"{story}{address}").content for address in ("", looked_back))
    sheets, scripts = (
        re.findall(pattern, past.decode())
        for pattern in (r'<link rel="stylesheet" href="([^"]+)"', r'<script[^>]* src="([^"]+)"')
    )
    assert packed(past) < packed(page) <= 40 * KB
    assert len(sheets) > 5
    assert sum(packed(file(sheet)) for sheet in sheets) <= 20 * KB
    assert [script.rpartition("/")[2] for script in scripts] == ["settings.js", "worker.js"]


def test_the_fonts_are_light():
    fonts = FONT.findall(file("/static/paper/fonts/fonts.css").decode())
    assert len(fonts) == 4
    assert sum(len(file(f"/static/paper/fonts/{font}")) for font in fonts) <= 120 * KB


def test_nothing_comes_from_elsewhere(page):
    fetched = re.findall(
        r'<(?:link rel="(?!canonical|alternate)[^"]*"|script|img|iframe|source)[^>]* (?:src|href)="([^"]+)"',
        page,
    )
    assert len(fetched) > 20
    assert [address for address in fetched if not address.startswith("/")] == []


def test_a_page_full_of_pictures_is_light_but_for_their_files(staff):
    """Each names up to eighteen files, whose names pack well; none but the first is fetched before it is near."""
    numbers = [in_library(caption="The quay at noon.").pk for _ in range(12)]
    figures = "".join(
        f'<figure data-node="picture" data-picture="{number}" data-alt="A crane."></figure>'
        for number in numbers
    )
    body = f'<p>Rain.</p><div data-node="gallery">{figures}</div>'
    story = staff.published(body=body, lead_picture={"picture": numbers[0], "alt": "A crane."})
    page = Client().get(story.editions.get().path).content
    assert page.count(b"<picture>") == 13
    assert page.count(b'loading="lazy"') == 12
    assert packed(page) <= 20 * KB
