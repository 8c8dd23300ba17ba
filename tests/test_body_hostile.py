"""Bodies that mean harm: nothing of them gets into what is stored or read, and their copy is not lost."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.body import clean, render, text
from articles.body.grammar import REMOVED
from pictures.prints import Print
from tests.body_checker import unwanted
from tests.hostile_bodies import HOSTILE, SCRIPT_ADDRESSES
from tests.rendered_checker import unwanted_in_rendered

SECURITY = Path(__file__).parents[2] / "shared" / "data" / "security"


class EveryPicture(dict):
    """A picture for every number, with words that mean harm themselves."""

    def get(self, number, default=None):
        bad = "\"><img src=x onerror=alert(1)>'"
        crop = {"key": "0" * 24, "sizes": [[320, 240]]}
        return Print(number, bad, bad, bad, crops={"whole": crop, "card": crop})


def check(html: str) -> str:
    """Hold one body against the grammar before and after rendering; returns its stored form."""
    stored = clean(html)
    assert unwanted(stored) == []
    assert clean(stored) == stored
    assert unicodedata.normalize("NFC", stored) == stored
    assert unwanted_in_rendered(render(stored, pictures=EveryPicture())) == []
    return stored


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_disarmed_and_its_copy_kept(name):
    said = text(check(HOSTILE[name]))
    assert "kept" in said
    assert "dropped" not in said


@pytest.mark.parametrize("name", SCRIPT_ADDRESSES)
def test_a_link_that_means_harm_is_no_link(name):
    assert "<a" not in clean(HOSTILE[f"a link to {name}"])
    assert "data-url" not in clean(HOSTILE[f"an embed of {name}"])


def test_the_same_words_in_a_good_link_stay_a_link():
    for address in (
        "https://example.org/x?a=1&amp;b=2",
        "http://example.org",
        "/2026/x/",
        "mailto:desk@paper.example",
    ):
        assert f'<a href="{address}">kept</a>' in clean(f'<p><a href="{address}">kept</a></p>')


def corpus(name: str) -> str:
    path = SECURITY / name
    if not path.exists():
        pytest.skip(f"the corpus {name} is not beside this checkout")
    return path.read_text(encoding="utf-8")


def test_what_dompurify_is_tested_with():
    for case in json.loads(corpus("dompurify-expect.json")):
        check(case["payload"])


def test_the_filter_evasions_of_owasp():
    for case in json.loads(corpus("owasp-filter-evasion.json")):
        check(case["payload"])


def test_a_list_of_injections():
    for payload in corpus("xss-payloads.txt").splitlines():
        check(payload)
        check(
            f'<p>kept</p><a href="{payload}">x</a><aside data-node="pullquote" data-cite="{payload}"><p>y</p></aside>'
        )


def test_strings_that_break_programs():
    for payload in json.loads(corpus("naughty-strings.json")):
        check(payload)
        check(f"<p>{payload}</p>")


def test_what_feedparser_is_tested_with():
    for line in corpus("feedparser-sanitize.jsonl").splitlines():
        check(json.loads(line)["xml"])
        check(re.sub("&lt;", "<", json.loads(line)["xml"]))


def words_outside(html: str) -> list[str]:
    """The words of some HTML that stand in no element whose words are no copy, by the parser's own selectors."""
    tree = LexborHTMLParser(html, is_fragment=True)
    if tree.root is None:
        return []
    holder = LexborHTMLParser(f"<body>{html}")
    for node in holder.css(", ".join(sorted(REMOVED))):
        node.decompose()
    return re.findall(r"[A-Za-z0-9]{3,}", holder.body.text(separator=" ") if holder.body else "")


@pytest.mark.parametrize("name", ["dompurify-expect.json", "owasp-filter-evasion.json"])
def test_the_words_outside_removed_elements_survive(name):
    for case in json.loads(corpus(name)):
        stored = clean(case["payload"])
        said = re.sub(r"\W", "", text(stored))
        lost = [word for word in words_outside(case["payload"]) if word not in said]
        assert lost == [], case["payload"]
