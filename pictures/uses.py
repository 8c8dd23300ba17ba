"""Who says that readers may see a picture: the rooms above, which hand in what they do with it. By default nobody.

A condition is asked inside this room's own queries, of the rows that are true at that moment: so there is no second
record of what is published, which could fall behind the first (decision 20).
"""

from django.db.models import Exists, Q

Condition = Q | Exists

_SHOWN: list[Condition] = []


def declare(*, shown: Condition) -> None:
    """Let a room above say which pictures readers have: a condition on `Picture`, asked with the database's clock.

    Once, when the house starts: `declare(shown=Exists(Edition.objects.live().filter(pictures=OuterRef("pk"))))`.
    """
    _SHOWN.append(shown)


def shown() -> Q:
    """The condition under which a picture is before readers."""
    found = Q(pk__in=[])
    for condition in _SHOWN:
        found |= Q(condition)
    return found
