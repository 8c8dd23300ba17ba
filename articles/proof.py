"""What the receipts of an edition say together: “live 06:00:00.8 · feed +1 s”."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles import hours
from articles.models import Edition, Receipt

_STATE = Receipt.State


class Said(NamedTuple):
    """A part of what they say; `is_first` is of the article itself, `is_late` wants somebody to look."""

    words: str
    is_first: bool = False
    is_late: bool = False


def of(editions: Iterable[Edition]) -> dict[int, list[Said]]:
    """What is said of each of some editions, by their keys; nothing of those that nobody looked for. One query."""
    keys, found = [one.pk for one in editions], defaultdict(list)
    for receipt in Receipt.objects.filter(edition__in=keys) if keys else ():
        found[receipt.edition_id].append(receipt)
    return {pk: said(receipts) for pk, receipts in found.items()}


def said(receipts: Sequence[Receipt]) -> list[Said]:
    """What one edition's receipts say: of its opening, then of its ending."""
    parts = []
    for kind in Receipt.Kind:
        of_kind = [one for one in receipts if one.kind == kind and one.state != _STATE.OVERTAKEN]
        parts += [_first(one) for one in of_kind if one.surface == Receipt.OWN_PAGE]
        parts += _others([one for one in of_kind if one.surface != Receipt.OWN_PAGE])
    return parts


def _first(receipt: Receipt) -> Said:
    """When the article itself was there, to a tenth of a second, as the paper's clocks show it."""
    word = "live" if receipt.kind == Receipt.Kind.OPENING else "gone"
    if not receipt.seen_at:
        return Said(_not_yet(receipt), True, receipt.late_at is not None)
    hour = f"{word} {hours.to_a_tenth(receipt.seen_at)}"
    if not receipt.is_measured:
        return Said(f"{word} when looked for, {hours.to_a_tenth(receipt.seen_at)}", True)
    return Said(f"{hour}, {_after(receipt)}, late" if receipt.late_at else hour, True, bool(receipt.late_at))


def _others(receipts: Sequence[Receipt]) -> list[Said]:
    """The other surfaces, those of one delay together."""
    together: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for receipt in receipts:
        together[(_how(receipt), receipt.late_at is not None)].append(receipt.surface)
    return [
        Said(f"{', '.join(surfaces)} {how}".strip(), is_late=is_late)
        for (how, is_late), surfaces in together.items()
    ]


def _how(receipt: Receipt) -> str:
    if receipt.state == _STATE.NOT_THERE:
        return "without it"
    if not receipt.seen_at:
        return _not_yet(receipt)
    if not receipt.is_measured:
        return "too"
    return f"{_after(receipt)}, late" if receipt.late_at else _after(receipt)


def _not_yet(receipt: Receipt) -> str:
    is_opening = receipt.kind == Receipt.Kind.OPENING
    if receipt.state == _STATE.GIVEN_UP:
        return "never seen" if is_opening else "still there when last looked for"
    word = "not seen yet" if is_opening else "still there"
    return f"{word}, late" if receipt.late_at else word


def _after(receipt: Receipt) -> str:
    """How long after its hour: `+0.6 s`."""
    assert receipt.lag is not None, "it was seen"
    return f"+{hours.lasting(receipt.lag)}"
