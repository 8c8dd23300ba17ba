"""What a process remembers for as long as it lives: things that follow from their keys, so that none grows old."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar
from weakref import WeakSet

Thing = TypeVar("Thing")


class Memory(Generic[Thing]):
    """So many things by their keys; those that nobody has asked for longest give way to new ones.

    What is kept must follow from its key, from the code and from the settings, and from nothing else: not from the
    database, the clock or the request. Whoever gets it must not change it, for others have it too.
    """

    def __init__(self, size: int) -> None:
        # A place is empty until what belongs there is made.
        self._place: Callable[[Hashable], list[Thing]] = lru_cache(size)(lambda key: [])
        _memories.add(self)

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of a key: made now, if it is not remembered."""
        place = self._place(key)
        if not place:
            place.append(make())
        return place[0]

    def get_all(self, keys: Sequence[Hashable], make: Callable[[list], Iterable[Thing]]) -> list[Thing]:
        """The things of some keys in their order; `make` gets the keys that are missing, and brings theirs."""
        places = [self._place(key) for key in keys]
        missing = [number for number, place in enumerate(places) if not place]
        if missing:
            for number, thing in zip(missing, make([keys[number] for number in missing]), strict=True):
                places[number].append(thing)
        return [place[0] for place in places]

    def forget(self) -> None:
        self._place.cache_clear()  # type: ignore[attr-defined]


_memories: WeakSet[Memory] = WeakSet()


def forget_all() -> None:
    """Let everything be made anew, as in a process that has just begun."""
    for memory in list(_memories):
        memory.forget()
