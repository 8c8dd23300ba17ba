"""What house style asks about a story, but for what the desk let stand there."""

from collections.abc import Iterable, Mapping
from typing import Any

from articles import house_style
from articles.house_style import Hint
from articles.models import Story, StyleWaiver
from articles.revisions import name_of


def of_copy(story: Story, content: Mapping[str, Any]) -> list[Hint]:
    """The hints for a story's content, as a revision keeps it."""
    return of_lines(story, house_style.lines(content), language=content["language"])


def of_lines(story: Story, lines: Iterable[tuple[str, str]], *, language: str) -> list[Hint]:
    """The hints for lines that may not have been saved yet: (field, words) each."""
    waived = set(StyleWaiver.objects.filter(story=story).values_list("rule", "words"))
    found = house_style.hints(lines, language=language)
    return [hint for hint in found if (hint.rule, known_by(hint.words)) not in waived]


def let_stand(story: Story, *, rule: str, words: str, by) -> StyleWaiver:
    """Remember that some words may stand in this story, whatever a rule says of them."""
    facts = {"by": by, "by_name": name_of(by)}
    return StyleWaiver.objects.get_or_create(story=story, rule=rule, words=known_by(words), defaults=facts)[0]


def ask_again(story: Story, *, rule: str, words: str) -> None:
    """Take a waiver back."""
    StyleWaiver.objects.filter(story=story, rule=rule, words=known_by(words)).delete()


def known_by(words: str) -> str:
    """By what words are known again, whatever their capitals and however long."""
    return words.casefold().strip()[: StyleWaiver.LONGEST]
