"""The paper's templates and style sheets, as they are written: guards that read the files themselves."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
PAPER = ROOT / "static" / "paper"
NAMES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] != "admin"
)
PARTIALS = [name for name in NAMES if Path(name).name.startswith("_")]
SHEETS = sorted(PAPER.rglob("*.css"))
# {# Wants: edition, today (what it is for). May have kind. #}
FIRST_COMMENT = re.compile(r"{# (?:Wants: (?P<wants>.+?)\.)? ?(?:May have (?P<may>.+)\.)? #}")


@cache
def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


@cache
def all_sources() -> str:
    return "\n".join(source(name) for name in NAMES)


@cache
def python_sources() -> str:
    rooms = (ROOT / "articles", ROOT / "adverts", ROOT / "newsletters", ROOT / "pictures")
    return "\n".join(path.read_text() for room in rooms for path in room.rglob("*.py"))


@cache
def script_sources() -> str:
    return "\n".join(path.read_text() for path in PAPER.rglob("*.js"))


def asked_for(partial: str) -> tuple[set[str], set[str]]:
    """The names that a partial's first comment wants, and those it may have."""
    said = FIRST_COMMENT.fullmatch(source(partial).splitlines()[0])
    without_reasons = [re.sub(r"\([^)]*\)", "", said[group] or "") for group in ("wants", "may")]
    wants, may_have = (set(re.findall(r"\w+", names)) - {"and"} for names in without_reasons)
    return wants, may_have


def sheets_linked() -> set[str]:
    """The style sheets that templates and bodies link, as paths in static/paper."""
    from articles.templatetags.paper import BODY_SHEETS

    named = re.findall(r'{% sheets "([^"]+)"', all_sources())
    of_bodies = [" ".join(sheets) for sheets in BODY_SHEETS.values()]
    plain = re.findall(r"{% asset 'paper/([^']+)\.css' %}", all_sources())
    return {f"{name}.css" for name in " ".join(named + of_bodies + plain).split()}


def test_there_are_pages_and_partials_to_guard():
    assert len(NAMES) > len(PARTIALS) > 5


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_says_first_what_it_wants(name):
    assert FIRST_COMMENT.fullmatch(source(name).splitlines()[0])


@pytest.mark.parametrize("name", NAMES)
def test_partials_are_included_with_what_they_want_and_nothing_else(name):
    for tag in re.findall(r"{% include .*?%}", source(name), flags=re.S):
        partial = re.match(r'{% include "([^"]+)"', tag)
        assert partial, tag
        assert partial[1] in PARTIALS, tag
        assert tag.endswith(" only %}"), tag


@pytest.mark.parametrize("name", PARTIALS)
def test_every_partial_is_used(name):
    assert f'"{name}"' in all_sources() + python_sources()


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_is_given_what_it_wants_and_nothing_it_did_not_ask_for(name):
    wants, may_have = asked_for(name)
    for tag in re.findall(rf'{{% include "{re.escape(name)}".*?%}}', all_sources()):
        given = set(re.findall(r"(\w+)=", tag))
        assert wants <= given <= wants | may_have, tag


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_short(name):
    assert len(source(name).splitlines()) <= 80


@pytest.mark.parametrize("name", [name for name in NAMES if "/mail/" not in name])
def test_nothing_stands_inline(name):
    """But in letters: mail programs fetch no sheets."""
    inline = r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:"
    assert not re.search(inline, source(name), flags=re.I)


@pytest.mark.parametrize("name", NAMES)
def test_every_static_file_named_exists(name):
    for path in re.findall(r"{% (?:asset|static) '([^']+)' %}", source(name)):
        assert finders.find(path), path


def test_every_style_sheet_linked_exists_and_every_one_that_exists_is_linked():
    assert sheets_linked() == {str(path.relative_to(PAPER)) for path in SHEETS}


def test_every_font_is_here_with_its_licence_and_none_is_idle():
    fonts = PAPER / "fonts"
    named = set(re.findall(r'url\("([^"]+)"\)', (fonts / "fonts.css").read_text()))
    assert named == {path.name for path in fonts.glob("*.woff2")}
    families = {name.partition("-")[0] for name in named}
    assert families == {path.name.partition("-")[0] for path in fonts.glob("*-OFL.txt")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_styles_only_what_the_paper_prints(sheet):
    """A class in a style sheet is in a template, in a tag, in what a body is rendered to, or in what a script makes."""
    printed = all_sources() + python_sources() + script_sources()
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text(), flags=re.S)
    for name in sorted(set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", rules))):
        kind = re.fullmatch(r"(.+--)(.+)", name)
        made = kind and re.search(rf"{re.escape(kind[1])}{{{{", printed) and f'"{kind[2]}"' in printed
        assert made or re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", printed), name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_fetches_nothing_from_elsewhere(sheet):
    assert not re.search(r"@import|https?:|url\(\s*[\"']?//", sheet.read_text())


def test_colours_are_declared_in_the_tokens_alone():
    """Print is black on white, and says so itself."""
    for sheet in SHEETS:
        if sheet.name not in {"tokens.css", "print.css"}:
            rules = re.sub(r"mask-image:[^;]*", "", sheet.read_text())
            assert not re.search(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", rules, flags=re.I), sheet.name
