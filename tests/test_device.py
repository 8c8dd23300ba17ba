"""What readers' devices are given to keep the paper with: the worker, the manifest, pages that are nobody's."""

import gzip

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import Section
from articles.models.section import RESERVED

pytestmark = pytest.mark.django_db


def test_the_worker_is_small_serves_the_whole_paper_and_is_asked_for_anew():
    answer = Client().get("/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert len(gzip.compress(answer.content)) <= 4096


def test_the_worker_keeps_nothing_that_is_not_there():
    script = Client().get("/sw.js").content.decode()
    listed = script.partition("const FILES = [")[2].partition("]")[0]
    files = [name.strip('" ').replace("\\u002D", "-") for name in listed.split(",")]
    assert len(files) > 10
    for file in files:
        if file.startswith("/static/"):
            assert finders.find(file.removeprefix("/static/")), file
        else:
            assert Client().get(file).status_code == 200, file


def test_the_manifest_names_the_paper_and_its_icons(settings):
    settings.SITE_NAME = "The Meridian"
    answer = Client().get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["name"] == "The Meridian"
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
    assert all(Client().get(shortcut["url"]).status_code == 200 for shortcut in manifest["shortcuts"])


@pytest.mark.parametrize("address", ["/saved/", "/settings/", "/offline/"])
def test_the_pages_of_a_device_are_the_same_for_everybody_and_name_no_day(address):
    one, other = Client().get(address), Client(HTTP_ACCEPT_LANGUAGE="fr").get(address)
    assert one.content == other.content
    assert not one.cookies
    assert b'name="robots" content="noindex"' in one.content
    if address != "/settings/":
        assert b"<time datetime=" not in one.content  # kept for weeks, it must not date itself


def test_no_section_can_take_the_address_of_a_page():
    assert {"saved", "settings", "offline"} <= RESERVED
    with pytest.raises(Exception, match="already means something else"):
        Section(name="Saved", slug="saved").full_clean()


def test_a_browser_that_spares_data_gets_no_font_before_it_asks():
    plain, sparing = Client().get("/"), Client(HTTP_SAVE_DATA="on").get("/")
    assert b'as="font"' in plain.content
    assert b'as="font"' not in sparing.content
    assert b'<html data-data="low" ' in sparing.content
    assert plain["Vary"] == sparing["Vary"] == "Save-Data"
    assert int(sparing["Content-Length"]) == len(sparing.content)
    assert "Save-Data" not in Client().get("/manifest.webmanifest").get("Vary", "")
