"""What a channel is: who is told by it, what of, and whether that can be taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.effects.sending import Send
from articles.models import Edition, Effect

# Says who is to be told of an edition on an occasion, by the names under which the channel knows them.
Choose = Callable[[str, Edition], Iterable[str]]


def as_they_are(recipients: set[str]) -> dict[str, str]:
    return {recipient: recipient for recipient in recipients}


@dataclass(frozen=True)
class Channel:
    """One way to tell somebody outside.

    `recipients` is asked once for many editions: it looks up who there is, in as many queries for one as for all, and
    returns who is told of what. `prepare` reads all that one try needs; None drops what nobody wants any more.
    `is_irreversible`: what was told cannot be untold, so it waits until the publication can no longer be recalled.
    `names` says whom its recipients are, to people.
    """

    name: str
    label: str
    is_irreversible: bool
    recipients: Callable[[], Choose]
    prepare: Callable[[Effect], Send | None]
    names: Callable[[set[str]], dict[str, str]] = as_they_are


def nobody(occasion: str, edition: Edition) -> Iterable[str]:
    return ()


def only(recipient: str, *occasions: str) -> Choose:
    """A channel with a single recipient, which hears of these occasions; where there is none, nobody does."""
    heard = frozenset(occasions)
    return lambda occasion, edition: [recipient] if recipient and occasion in heard else []
