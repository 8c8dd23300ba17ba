"""What a process remembers: things by their keys, so many and no more."""

import pytest

from articles import memory
from articles.memory import Memory


@pytest.fixture
def nothing_grows_old():
    """Here things are made from what changes, to see when they are made."""


@pytest.fixture
def made():
    return []


@pytest.fixture
def make(made):
    """Makes a thing of a key, and notes that it did."""

    def of(key):
        made.append(key)
        return f"{key} no. {len(made)}"

    return of


def test_a_thing_is_made_once_for_its_key(make, made):
    kept = Memory(8)
    assert [kept.get(key, lambda key=key: make(key)) for key in ("a", "b", "a")] == [
        "a no. 1",
        "b no. 2",
        "a no. 1",
    ]


def test_nothing_is_a_thing_too(made):
    kept = Memory(8)
    assert [kept.get("a", lambda: made.append(1)) for _ in range(2)] == [None, None]
    assert made == [1]


def test_what_cannot_be_made_is_not_remembered(make):
    kept = Memory(8)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)
    assert kept.get("a", lambda: make("a")) == "a no. 1"


def test_those_that_are_missing_are_made_together_and_all_come_in_their_order():
    kept, asked = Memory(8), []

    def make(keys):
        asked.append(keys)
        return (key.upper() for key in keys)

    assert kept.get_all(["b"], make) == ["B"]
    assert kept.get_all(["a", "b", "c"], make) == ["A", "B", "C"]
    assert kept.get_all(["c", "c", "b"], make) == ["C", "C", "B"]
    assert kept.get_all(["d", "d"], make) == ["D", "D"]
    assert kept.get_all([], make) == []
    assert asked == [["b"], ["a", "c"], ["d", "d"]]


def test_what_nobody_has_asked_for_longest_gives_way(make, made):
    kept = Memory(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: make(key))
    assert made == ["a", "b", "c", "b"]


def test_more_things_than_a_memory_holds_still_all_come():
    assert Memory(2).get_all(range(5), lambda keys: [key * 10 for key in keys]) == [0, 10, 20, 30, 40]


def test_all_can_be_forgotten(make, made):
    memories = Memory(8), Memory(8)
    for kept in memories:
        kept.get("a", lambda: make("a"))
    memory.forget_all()
    for kept in memories:
        kept.get("a", lambda: make("a"))
    assert len(made) == 4
