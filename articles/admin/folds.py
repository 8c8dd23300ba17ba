"""What folds away under the story's text: plain names, with how things stand said beside each."""

from dataclasses import dataclass
from typing import Any

from articles.models import Story
from articles.preflight import spoken

# What is written in the column itself.
COLUMN = ("kicker", "headline", "deck", "body", "dateline", "dateline_date", "dateline_text")


@dataclass(frozen=True)
class Fold:
    title: str
    fields: tuple[str, ...]
    wide: tuple[str, ...] = ()


FOLDS = (
    Fold("Place and topics", ("section", "series", "tags"), ("tags",)),
    Fold("Address and search", ("slug", "search_headline", "summary"), ("summary",)),
    Fold("Sharing", ("social_headline",), ("social_headline",)),
    Fold("Rights and embargo", ("source", "canonical_url", "embargoed_until")),
    Fold("Language and machines", ("language", "machine_use")),
    Fold("Adverts and history", ("no_adverts", "no_history")),
    Fold(
        "Planning",
        ("desk", "assignee", "due_at", "commissioned_words", "urgency", "slugline", "budget_line", "ednote"),
        ("budget_line", "ednote"),
    ),
)

# As the admin takes them.
FIELDSETS: list[Any] = [(fold.title, {"fields": fold.fields}) for fold in FOLDS]


def states(story: Story, tags: list[str]) -> dict[str, str]:
    """How things stand under each fold, in a line."""
    return {
        "Place and topics": _joined(
            _section(story), story.series and story.series.title, ", ".join(tags[:5])
        ),
        "Address and search": _joined(
            f"…/{story.slug}/" if story.slug else "address from the headline",
            "search headline of its own" if story.search_headline else "search headline same as headline",
        ),
        "Sharing": "own headline" if story.social_headline else "headline as on the page",
        "Rights and embargo": _joined(
            f"from {story.source}" if story.source else "ours",
            f"embargo to {spoken(story.embargoed_until)}" if story.embargoed_until else "no embargo",
        ),
        "Language and machines": _joined(
            story.language, story.get_machine_use_display() or "machines as usual"
        ),
        "Adverts and history": _joined(
            "no adverts" if story.no_adverts else "adverts as usual",
            "history kept back" if story.no_history else "history open to readers",
        ),
        "Planning": _joined(
            story.commissioned_words and f"commissioned {story.commissioned_words} words",
            story.due_at and f"due {spoken(story.due_at)}",
            story.assignee and f"with {story.assignee}",
            f"urgency {story.urgency}",
            story.ednote and "a note for the desk",
        ),
    }


def _section(story: Story) -> str:
    if not story.section:
        return "no section yet"
    return f"{story.section.parent} › {story.section}" if story.section.parent else str(story.section)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)
