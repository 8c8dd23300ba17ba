"""Who is told when the desk changes what may be done with pictures: the rooms above, which show them."""

from collections.abc import Callable, Collection

Hearer = Callable[[Collection[int]], None]

_HEARERS: list[Hearer] = []


def hear(hearer: Hearer) -> None:
    """Let a room above hear of it, with the numbers of the pictures. Once, when the house starts."""
    _HEARERS.append(hearer)


def tell(pictures: Collection[int]) -> None:
    """Say that leases, or what stands in for some pictures, may be others now. Inside the change's transaction."""
    for hearer in _HEARERS:
        hearer(pictures)
