"""What one edition of a story changes in an earlier one: in its text, and in what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles import body
from articles.differences import Passage, Piece, between, is_slight, within
from articles.differences.side_by_side import IN, OUT
from articles.models import Edition


class Line(NamedTuple):
    """A line around the text that reads otherwise than before."""

    label: str
    pieces: Sequence[Piece]
    is_slight: bool = False


@dataclass(frozen=True)
class Step:
    """One edition, and what it changed in the one before it.

    It is minor if nothing was told with it and it says, word for word, what the one before said: see `is_slight`.
    """

    edition: Edition
    before: Edition | None
    told: list[dict]
    lines: list[Line]
    passages: list[Passage]
    is_minor: bool


def step(edition: Edition, before: Edition | None) -> Step:
    """What an edition changed in the one before it; nothing, where it was the first."""
    told = [
        told
        for told, kept in zip(edition.corrections_told, edition.corrections, strict=True)
        if not kept["at"]  # told by this edition first: it is as old as its opening
    ]
    if before is None:
        return Step(edition, None, told, [], [], is_minor=False)
    old, new = body.seen(before.body), body.seen(edition.body)
    lines = lines_between(before, edition)
    is_minor = not told and is_slight(old, new) and all(line.is_slight for line in lines)
    return Step(edition, before, told, lines, between(old, new) if old != new else [], is_minor)


def lines_between(before: Edition, edition: Edition) -> list[Line]:
    """What changed around the text. To file a story under another topic changes nothing that it says."""
    lines = [
        Line(label, within(was, now), is_slight([was], [now], slips=0))
        for label, was, now in (
            ("Headline", before.headline, edition.headline),
            ("Above it", before.kicker, edition.kicker),
            ("Under it", before.deck, edition.deck),
            ("By", _names(before), _names(edition)),
        )
        if was != now
    ]
    if _which(before) != _which(edition):
        lines.append(Line("Picture", _another_picture(before, edition)))
    elif _caption(before) != _caption(edition):
        was, now = _caption(before), _caption(edition)
        lines.append(Line("Picture", within(was, now), is_slight([was], [now], slips=0)))
    if topics := _other_topics(before, edition):
        lines.append(Line("Topics", topics, is_slight=True))
    return lines


def _names(edition: Edition) -> str:
    names = (
        f"{byline['name']} ({byline['role']})" if byline["role"] else byline["name"]
        for byline in edition.bylines
    )
    return ", ".join(names)


def _other_topics(before: Edition, edition: Edition) -> list[Piece]:
    """The topics that came and went; in which order they stand says nothing."""
    was, now = ([tag["name"] for tag in one.tags] for one in (before, edition))
    gone = ", ".join(name for name in was if name not in now)
    come = ", ".join(name for name in now if name not in was)
    return [piece for piece in (Piece(OUT, gone), Piece(IN, come)) if piece.words]


def _which(edition: Edition) -> str | int:
    picture = edition.lead_picture
    return picture.get("picture") or picture.get("url", "")


def _caption(edition: Edition) -> str:
    """What stands under the picture; what it shows, where nothing does."""
    picture = edition.lead_picture
    said = (picture.get("caption") or picture.get("alt", ""), picture.get("credit", ""))
    return " ".join(filter(None, said))


def _another_picture(before: Edition, edition: Edition) -> list[Piece]:
    """One picture for another, each named whole: two pictures have no words in common, whatever is written of them."""
    named = ((OUT, before), (IN, edition))
    return [Piece(kind, _caption(edition) or "a picture") for kind, edition in named if edition.lead_picture]
