"""The demo paper, read from the TOML files beside this one and checked. Pure: no database.

`read()` returns all of it. What does not hold together raises `BadCopy`, which names the thing and its fault.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from newsroom.demo import nouns
from newsroom.demo.nouns import BadCopy

HERE = Path(__file__).parent

# What a story must say of itself in each state.
STATES = {
    "draft": (),
    "filed": (),
    "cleared": (),
    "spiked": ("spike_note",),
    "scheduled": ("published",),
    "live": ("published",),
    "expired": ("published", "until"),
    "killed": ("published", "killed", "notice"),
}


def read(folder: Path = HERE) -> nouns.Paper:
    """The whole demo paper, checked. Raises BadCopy."""
    people, house = _table(folder / "people.toml"), _table(folder / "house.toml")
    paper = nouns.Paper(
        people=_made(nouns.Person, people["person"]),
        authors=_made(nouns.Author, people["author"]),
        desks=_made(nouns.Desk, house["desk"]),
        sections=_made(nouns.Section, house["section"]),
        series=_made(nouns.Series, house["series"]),
        tags=_made(nouns.Tag, house["tag"]),
        stories=tuple(
            _story(row)
            for file in sorted((folder / "stories").glob("*.toml"))
            for row in _table(file)["story"]
        ),
        campaigns=tuple(_campaign(row) for row in _table(folder / "adverts.toml")["campaign"]),
        newsletters=_made(nouns.Newsletter, _table(folder / "newsletters.toml")["newsletter"]),
        datelines=_table(folder / "places.toml")["datelines"],
    )
    _check(paper)
    return paper


def _table(file: Path) -> dict:
    with file.open("rb") as opened:
        return tomllib.load(opened)


def _made(kind, rows: Iterable[dict]) -> tuple:
    return tuple(_make(kind, row) for row in rows)


def _make(kind, row: dict):
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    try:
        return kind(**values)
    except TypeError as fault:
        raise BadCopy(
            f"{kind.__name__} “{row.get('slug') or row.get('email') or row.get('name') or row}”: {fault}"
        ) from fault


def _story(row: dict) -> nouns.Story:
    bylines = [{"author": credit} if isinstance(credit, str) else credit for credit in row.get("bylines", ())]
    ahead, picture, gallery = (row.get(name) for name in ("ahead", "picture", "gallery"))
    return _make(
        nouns.Story,
        {name: value for name, value in row.items() if name != "change"}
        | {
            "body": row.get("body", "").strip(),
            "bylines": _made(nouns.Byline, bylines),
            "picture": _make(nouns.Picture, picture) if picture else None,
            "gallery": _gallery(gallery) if gallery else None,
            "changes": tuple(_change(one) for one in row.get("change", ())),
            "ahead": _change(ahead) if ahead else None,
        },
    )


def _change(row: dict) -> nouns.Change:
    return _make(nouns.Change, row | {"replace": [tuple(pair) for pair in row["replace"]]})


def _gallery(row: dict) -> nouns.Gallery:
    return _make(nouns.Gallery, row | {"pictures": _made(nouns.Picture, row["pictures"])})


def _campaign(row: dict) -> nouns.Campaign:
    creatives = _made(nouns.Creative, row["creative"])
    plain = {name: value for name, value in row.items() if name != "creative"}
    return _make(nouns.Campaign, plain | {"creatives": creatives})


def _check(paper: nouns.Paper) -> None:
    """Every name leads somewhere, nothing is there twice, and each story has what its state needs."""
    known = {
        "section": _unique("section", paper.sections),
        "desk": _unique("desk", paper.desks),
        "series": _unique("series", paper.series),
        "tags": _unique("tag", paper.tags),
        "author": _unique("author", paper.authors),
        "dateline": set(paper.datelines),
        "person": {person.email for person in paper.people},
    }
    _unique("story", paper.stories)
    for desk in paper.desks:
        _resolve(f"Desk “{desk.slug}”", "member", desk.members, known["person"])
    for author in paper.authors:
        _resolve(f"Author “{author.slug}”", "user", filter(None, [author.user]), known["person"])
    for section in paper.sections:
        _resolve(f"Section “{section.slug}”", "parent", filter(None, [section.parent]), known["section"])
    for campaign in paper.campaigns:
        _resolve(f"Campaign “{campaign.name}”", "section", campaign.sections, known["section"])
    _unique("newsletter", paper.newsletters)
    for newsletter in paper.newsletters:
        _resolve(f"Newsletter “{newsletter.slug}”", "section", newsletter.sections, known["section"])
    for story in paper.stories:
        _check_story(story, known)


def _unique(noun: str, things: Iterable) -> set[str]:
    slugs = [thing.slug for thing in things]
    if twice := {slug for slug in slugs if slugs.count(slug) > 1}:
        raise BadCopy(f"More than one {noun} is called {', '.join(sorted(twice))}.")
    return set(slugs)


def _resolve(whose: str, noun: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise BadCopy(f"{whose}: there is no {noun} “{name}”.")


def _check_story(story: nouns.Story, known: dict[str, set[str]]) -> None:
    whose = f"Story “{story.slug}”"
    for noun in ("section", "desk", "series", "dateline"):
        _resolve(whose, noun, filter(None, [getattr(story, noun)]), known[noun])
    _resolve(whose, "tag", story.tags, known["tags"])
    _resolve(whose, "author", (byline.author for byline in story.bylines), known["author"])
    if story.state not in STATES:
        raise BadCopy(f"{whose}: “{story.state}” is no state; choose from {', '.join(STATES)}.")
    if missing := [need for need in STATES[story.state] if not getattr(story, need)]:
        raise BadCopy(f"{whose} is {story.state} and lacks {', '.join(missing)}.")
    _resolve(whose, "person", [story.ahead.by] if story.ahead else [], known["person"])
    try:
        body = story.body
        for change in (*story.changes, *filter(None, [story.ahead])):
            body = change.applied_to(body)
    except BadCopy as fault:
        raise BadCopy(f"{whose}: {fault}") from fault
