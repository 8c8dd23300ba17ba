"""The ways that lead from a picture to what stands in its place, and when each is the one that is taken.

A picture that was replaced gives way to the other; one whose lease does not go on, to its fallback; and a fallback that
was replaced itself, to what replaced it. What a way leads to stands there if it can: that is for whoever asks.
"""

from django.db.models import Q

from pictures.rights import Moment, lasting

WAYS = (
    "replaced_by",
    "fallback",
    "fallback__replaced_by",
    "replaced_by__fallback",
    "replaced_by__fallback__replaced_by",
)


def taken(now: Moment) -> dict[str, Q]:
    """Way → the condition under which a picture is left on it, at a moment or by the database's own clock.

    Two ways may be open at once, such as to a fallback and to what replaced that: of these only one end can stand, for
    what was replaced does not.
    """
    own = Q(replaced_by=None)
    over, other_over = ~lasting(now), ~lasting(now, "replaced_by__")
    left = {"replaced_by": ~own, "fallback": own & over, "replaced_by__fallback": ~own & other_over}
    return {way: left[way.removesuffix("__replaced_by")] for way in WAYS}


def ending_well(way: str, now: Moment) -> Q:
    """Whether what a way leads to can stand there: it was not replaced, and its lease goes on."""
    return Q(**{f"{way}__isnull": False, f"{way}__replaced_by": None}) & lasting(now, f"{way}__")
