"""The glossary is true: each word stands in the code where it says, and every verb and noun is explained."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from articles import models, workflow

ROWS = [
    (words.strip(), re.findall(r"`([^`]+)`", code))
    for words, code in re.findall(
        r"^\| ([^|]+)\| (`[^|]+)\|", Path("docs/glossary.md").read_text(), re.MULTILINE
    )
]
NAMES = [name for _, names in ROWS for name in names]
# Rows that join nouns to each other, or only serve a search, and are no words of the newsroom.
JOINTS = {"BundledStory", "EditionAuthor", "EditionPicture", "EditionTag"}
JOINTS |= {"Spelling", "StoryPicture", "TaggedStory", "TagSynonym"}


def look_up(name: str):
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise AssertionError(f"nothing is called {name}")


@pytest.mark.parametrize("name", NAMES)
def test_the_code_knows_the_word(name):
    assert look_up(name) is not None


def test_every_verb_and_every_noun_is_explained():
    explained = {name.rpartition(".")[2] for name in NAMES}
    assert set(workflow.MOVES) <= explained
    assert set(models.__all__) - JOINTS <= explained


def test_the_words_are_in_order():
    words = [words for words, _ in ROWS]
    assert words == sorted(words, key=str.casefold)
    assert len(words) > 30
