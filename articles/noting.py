"""Notes among colleagues: written on a story or on words of it, answered, resolved; and who is called by them."""

import re
from collections.abc import Iterable, Iterator

from django.db import transaction

from accounts.models import User
from articles import clock, notices, revisions
from articles.models import Desk, Note, Story
from articles.preflight import Reason

_CALL = re.compile(r"(?<![\w@])@(?=\w)")
Known = dict[str, User | Desk]
_SHOWN = 80  # Characters of a note in a refusal.


@transaction.atomic
def write(
    story: Story,
    text: str,
    *,
    by: User,
    passage: str = "",
    before: str = "",
    after: str = "",
    parent: Note | None = None,
    is_blocking: bool = False,
) -> Note:
    """A note on a story, on some of its words (`passage`), or in answer to another; whom it calls is told.

    What stands `before` and `after` the words tells which place is meant, and finds it again when they were rewritten.
    `@Ana Ruiz`, `@Ana` where there is one of that name, `@ana.ruiz` as before the @ of their address, and `@World desk`
    call people. An answer tells everybody who wrote in the thread. One that blocks stops a clear until it is resolved.
    """
    if parent and parent.parent:
        parent = parent.parent
    note = Note.objects.create(
        story=story,
        parent=parent,
        by=by,
        by_name=revisions.name_of(by),
        text=text.strip(),
        is_blocking=is_blocking and parent is None,
        **({} if parent else place(passage, before, after)),
    )
    thread = _writers(parent) if parent else set()
    notices.tell({*called(note.text), *thread} - {by}, story, note=note)
    return note


def place(passage: str, before: str = "", after: str = "") -> dict[str, str]:
    """The words that a note is about, and what they stand between, as a note keeps them: in one line, and cut."""
    words, left, right = (" ".join(text.split()) for text in (passage, before, after))
    if not words:
        return {}
    return {
        "passage": words[: Note.LONGEST_PASSAGE],
        "before": left[-Note.BESIDE :],
        "after": right[: Note.BESIDE],
    }


def resolve(note: Note, *, by: User) -> None:
    """Say that a thread is done with."""
    note.resolved_at, note.resolved_by_name = clock.now(), revisions.name_of(by)
    note.save(update_fields=["resolved_at", "resolved_by_name"])


def reopen(note: Note) -> None:
    """Say that it is not done with after all."""
    note.resolved_at, note.resolved_by_name = None, ""
    note.save(update_fields=["resolved_at", "resolved_by_name"])


def reasons(story: Story) -> list[Reason]:
    """Why open notes stop a clear; nothing if none does."""
    return [
        Reason("notes", f"{note.by_name} asks to be answered first: “{_short(note.text)}”")
        for note in Note.objects.filter(story=story).stopping()
    ]


def called(text: str) -> set[User]:
    """Whom a text calls by @: people, and the people of desks."""
    if not _CALL.search(text):
        return set()
    found: set[User] = set()
    for _, _, told in calls(text, known()):
        found |= set(told.members.filter(is_active=True)) if isinstance(told, Desk) else {told}
    return found


def known() -> Known:
    """By what people and desks can be called now."""
    people = list(User.objects.filter(is_active=True, is_staff=True))
    desks = {name: desk for desk in Desk.objects.all() for name in (desk.name, f"{desk.name} desk")}
    return {name.casefold(): found for name, found in (desks | dict(_names(people))).items()}


def calls(text: str, known: Known) -> Iterator[tuple[int, int, User | Desk]]:
    """Where a text calls somebody, from the @ to the end of the name, and whom: the longest name that fits is meant."""
    longest = max(map(len, known), default=0)
    for call in _CALL.finditer(text):
        start = call.end()
        for end in range(min(start + longest, len(text)), start, -1):
            told = known.get(text[start:end].casefold())
            if told and not text[end:][:1].isalnum():
                yield call.start(), end, told
                break


def _names(people: list[User]) -> Iterator[tuple[str, User]]:
    """By what people may be called: their whole name, their address before its @, a first name if it is one's alone."""
    firsts = [person.get_short_name().casefold() for person in people]
    for person in people:
        yield str(person), person
        yield person.email.partition("@")[0], person
        if firsts.count(person.get_short_name().casefold()) == 1:
            yield person.get_short_name(), person


def _writers(parent: Note) -> set[User]:
    notes: Iterable[Note] = [parent, *parent.replies.select_related("by")]
    return {note.by for note in notes if note.by}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
