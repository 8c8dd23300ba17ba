"""What became of a story's pictures from one save to the next, as its history tells it on a line."""

from collections import Counter
from collections.abc import Iterable, Mapping

from articles import pictured
from articles.pictured import LEAD, Use

NAMED = 3  # More than so many are counted.
_ANEW = "described or credited anew"


def told(old: dict, new: dict, titles: Mapping[int, str]) -> str:
    """Which pictures came, went or have other words, at the head and in the text: “lead picture changed; “Dam” put in”.

    `old` and `new` say `lead_picture` and `body` as revisions keep them; `titles` is what the library calls pictures.
    """
    was, now = (_in_text(content) for content in (old, new))
    came, gone = _numbers(now) - _numbers(was), _numbers(was) - _numbers(now)
    stayed = _numbers(was) & _numbers(now)
    others = {use.picture for use in (was - now) + (now - was) if use.picture in stayed}
    return "; ".join(
        filter(
            None,
            (
                _of_lead(old.get("lead_picture") or {}, new.get("lead_picture") or {}),
                _say(came, "put in", titles),
                _say(gone, "taken out", titles),
                _say(others - came.keys() - gone.keys(), _ANEW, titles),
            ),
        )
    )


def _of_lead(old: dict, new: dict) -> str:
    was, now = (lead.get("picture") or lead.get("url") for lead in (old, new))
    if was == now:
        return f"lead picture {_ANEW}" if now and _words(old) != _words(new) else ""
    return f"lead picture {'changed' if was and now else 'put in' if now else 'taken out'}"


def _words(lead: dict) -> list:
    return [lead.get(name) or "" for name in ("alt", "is_decorative", "caption", "credit")]


def _in_text(content: dict) -> Counter[Use]:
    """The uses in the text, whether in a gallery or not."""
    uses = (use for use in pictured.pictures_of(content) if use.place != LEAD)
    return Counter(use._replace(place="") for use in uses)


def _numbers(uses: Counter[Use]) -> Counter[int]:
    found: Counter[int] = Counter()
    for use, times in uses.items():
        found[use.picture] += times
    return found


def _say(numbers: Iterable[int], did: str, titles: Mapping[int, str]) -> str:
    numbers = list(dict.fromkeys(numbers))
    if len(numbers) > NAMED:
        return f"{len(numbers)} pictures {did}"
    names = [f"“{titles[number]}”" if number in titles else f"picture {number}" for number in numbers]
    return f"{', '.join(names)} {did}" if names else ""
