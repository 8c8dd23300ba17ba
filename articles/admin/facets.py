"""The filters of the list of stories as its page shows them: links, choices, and chips of what was asked for."""

from dataclasses import dataclass
from typing import Any

from articles.models import Story

SIGNS = {
    **{status.value: status.value for status in Story.Status},
    **{"live": "live", "changed": "changed", "coming": "scheduled", "embargo": "embargo", "ended": "expired"},
    "waiting": "cleared",
}
# These stand as links; the others are chosen in a form that folds away.
LINKS = ("status__exact", "readers", "turn", "whose", "due", "after_review")
TITLES = {"status": "The copy"}


@dataclass(frozen=True)
class Choice:
    value: str
    word: str
    url: str
    is_chosen: bool
    sign: str = ""


@dataclass(frozen=True)
class Facet:
    """One question: its title, its name in the address, and what it can be asked for."""

    title: str
    name: str
    choices: list[Choice]
    anything: str  # The address without it.
    asked: str = ""  # What the address says of it.

    @property
    def chosen(self) -> str:
        """In words what was asked for; as it was typed, where it is none of the choices."""
        return next((one.word for one in self.choices if one.is_chosen), self.asked)

    @property
    def is_link(self) -> bool:
        return self.name in LINKS


def facets(changelist) -> list[Facet]:
    """The filters of a list, in their order."""
    return [_facet(changelist, spec) for spec in changelist.filter_specs]


def _facet(changelist, spec: Any) -> Facet:
    name = getattr(spec, "lookup_kwarg", None) or spec.parameter_name
    values = getattr(spec, "lookup_choices", None) or spec.field.flatchoices
    asked = changelist.params.get(name, "")
    return Facet(
        title=TITLES.get(spec.title, str(spec.title)),
        name=name,
        choices=[
            Choice(
                str(value),
                str(word),
                changelist.get_query_string({name: value}, ["p"]),
                str(value) == asked,
                SIGNS.get(str(value), "") if name in ("status__exact", "readers") else "",
            )
            for value, word in values
        ],
        anything=changelist.get_query_string({}, [*spec.expected_parameters(), "p"]),
        asked=asked,
    )
