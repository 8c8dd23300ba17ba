"""The rooms of the desk: what the bar leads to, and the letter that leads there after G."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Room:
    name: str
    url: str
    letter: str
    current: str = ""  # As aria-current says it: "page" on its own page, "true" within it.


ROOMS = (
    ("Today", "admin:index", "T"),
    ("Budget", "admin:budget", "B"),
    ("Stories", "admin:articles_story_changelist", "S"),
    ("Schedule", "admin:schedule", "C"),
    ("Pictures", "admin:pictures_picture_changelist", "I"),
    ("People", "admin:people", "P"),
    ("Lists", "admin:settings", "L"),
)


def rooms(path: str) -> list[Room]:
    """All rooms, as seen from an address. What lies in no other room is among the lists."""
    places = [(name, reverse(url), letter) for name, url, letter in ROOMS]
    home, lists = places[0][1], places[-1][1]
    within = [url for _, url, _ in places if url != home and path.startswith(url)]
    here = home if path == home else max(within, key=len, default=lists)
    return [
        Room(name, url, letter, ("page" if url == path else "true") if url == here else "")
        for name, url, letter in places
    ]
