"""Bodies that would keep a parser busy for hours are freed of their tangles first, and still cleaned."""

import re

import pytest

from articles.body import clean, text
from articles.body.characters import tidy
from articles.body.untangling import is_tangled, untangled
from tests.body_checker import unwanted

NUMBERED = "".join(f"<b id={number}>" for number in range(2_000))

# Each takes an HTML parser, or the normalising of its text, quadratic time or worse.
TANGLES = {
    "ten thousand elements deep": "<div>" * 10_000 + "kept",
    "ten thousand lists deep": "<ul><li>" * 10_000 + "kept",
    "ten thousand tables deep": "<table><tr><td>" * 10_000 + "kept",
    "ten thousand vector drawings deep": "kept" + "<svg><foreignObject>" * 10_000,
    "ten thousand unknown elements deep": "<x-y>" * 10_000 + "kept" + "</x>" * 10_000,
    "emphasis left open in every paragraph": NUMBERED + "<p>kept" * 2_000,
    "emphasis closed in the wrong order": NUMBERED.replace(">", "><p>") + "kept" + "</b>" * 2_000,
    "emphasis closed by another name": "<b>" * 5_000 + "</i>" * 5_000 + "kept",
    "emphasis left open in objects": "kept" + "<b><object></b></object>" * 5_000,
    "end tags hidden in attributes": '<div a="</div>">' * 5_000 + "kept",
    "end tags hidden in comments": "<div><!-- </div> -->" * 5_000 + "kept",
    "end tags hidden in raw text": "<div><title></div></title>" * 5_000 + "kept",
    "spans closed inside divisions": "<span><div></span></div>" * 5_000 + "kept",
    "twenty thousand attributes": "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">kept",
    "attributes without an end": "kept" + '<a a="' * 20_000,
    "signs without an end": "kept" + "<" * 100_000,
    "comments without an end": "kept" + "<!--" * 50_000,
    "ampersands": "kept<br>" + "&" * 400_000,
    "accents piled on a letter": "kept e" + "\u0301\u0323" * 200_000,
}


@pytest.mark.parametrize("name", TANGLES)
def test_a_tangle_is_cleaned_like_anything_else(name):
    stored = clean(TANGLES[name])
    assert unwanted(stored) == []
    assert clean(stored) == stored
    assert "kept" in text(stored)


def depth(html: str) -> int:
    """How deep elements can be nested in some HTML, if every end tag ended what it names."""
    deepest = at = 0
    for end in re.findall(r"<(/?)[a-z]", html):
        at += -1 if end else 1
        deepest = max(deepest, at)
    return deepest


@pytest.mark.parametrize("tag", ["div", "span", "x-y", "svg", "table", "object", "ul"])
def test_no_parser_meets_more_than_a_hundred_elements_in_each_other(tag):
    assert depth(untangled(f"<{tag}>" * 700)) == 100
    assert depth(untangled(f"<{tag}><!-- </{tag}> --><i a='</{tag}>'>x</i>" * 700)) <= 101


def test_less_emphasis_may_stay_open_the_longer_the_text():
    assert untangled("<b>" * 700).count("<b>") == 30
    assert untangled("<b>" * 10 + "<p>x" * 50_000).count("<b>") == 3


def test_emphasis_that_is_closed_is_kept_however_much_there_is():
    assert untangled("<p><b><i>x</b></i></p>" * 700) == "<p><b><i>x</b></i></p>" * 700


def test_a_tag_with_many_attributes_keeps_those_that_mean_something():
    many = " ".join(f"a{number}=1" for number in range(20_000))
    assert untangled(f"<a {many} HREF='/x' {many} href=/y>x</a>") == "<a href='/x'>x</a>"


def test_ordinary_long_copy_is_left_as_it_is():
    long = (
        '<p class="x" title="a &gt; b">Some <b>copy</b>, <a href="/x?a=1&amp;b=2">1 &lt; 2</a>.<br/></p>\n'
        * 1_000
    )
    assert untangled(long) == long


def test_no_word_has_more_than_eight_marks():
    eight = '<span lang="fr">' * 8 + "x" + "</span>" * 8
    assert clean("<p>" + "<span lang=fr>" * 10 + "x") == f"<p>{eight}</p>"


def test_piled_accents_end_at_thirty():
    assert tidy("e" + "\u0323" * 600) == "\u1eb9" + "\u0323" * 29
    assert tidy("e" + "\u0323" * 40) == "\u1eb9" + "\u0323" * 39


@pytest.mark.slow
def test_five_megabytes_are_cleaned():
    stored = clean("<div><p>Some copy, <b>and more</b> of it" * 130_000)
    assert stored.count("\n") == 129_999
    assert clean("x" * 5_000_000) == f"<p>{'x' * 5_000_000}</p>"


def test_what_a_writer_nests_is_not_tangled_however_long():
    assert not is_tangled("<div><ul><li><b>x</b></li></ul></div><p><i>left open<p>x" * 20)
    assert not is_tangled("<div><section><ul><li><p>x<p>y<br></ul></section></div>" * 2_000)
    assert is_tangled("<div>" * 700)
