"""Who says that readers may see a picture: the rooms above, which hand in what they do with it. By default nobody.

A condition is asked inside this room's own queries, of the rows that are true at that moment: so there is no second
record of what is published, which could fall behind the first (decision 20).
"""

from django.db.models import Exists, Q

Condition = Q | Exists

_SHOWN: list[Condition] = []
_USED: list[Condition] = []


def declare(*, shown: Condition, used: Condition | None = None) -> None:
    """Let a room above say which pictures readers have: a condition on `Picture`, asked with the database's clock.

    And which are `used`, by the desk alone or ever. Once, when the house starts:
    `declare(shown=Exists(Edition.objects.live().filter(pictures=OuterRef("pk"))))`.
    """
    _SHOWN.append(shown)
    if used is not None:
        _USED.append(used)


def shown() -> Q:
    """The condition under which a picture is before readers."""
    return _any(_SHOWN)


def used() -> Q:
    """The condition under which something uses a picture: the desk's copy, or what readers have or had."""
    return _any([*_USED, *_SHOWN])


def _any(conditions: list[Condition]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= Q(condition)
    return found
