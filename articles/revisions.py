"""Keeping what the desk writes: every change of content becomes a revision, and nothing typed is thrown away."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from articles import body, pictured
from articles.models import Author, Byline, Presence, Revision, Story, Tag
from articles.models.revision import DESK_FIELDS, columns_of, content_of, credited, desk_of, digest, tagged
from articles.thinning import let_go
from pictures.models import Picture

Kind = Revision.Kind
THIN_EVERY = 16  # Saves: more often would cost more than it spares.


def name_of(by) -> str:
    """How somebody is called in the history; nobody stands for a command or a wire."""
    return str(by) if by else "The house"


def snapshot(
    story: Story,
    *,
    by,
    at: datetime,
    note: str = "",
    milestone: bool = False,
    kind: str = Kind.SAVED,
    run: str = "",
    rows: dict | None = None,
) -> Revision:
    """The revision that holds a story's content as it stands: the newest if nothing has changed, else a new one.

    A milestone stays for ever, whatever is thinned out between. A `run` names the sitting of one person in which a page
    saves by itself: it grows, and stays one revision. What was changed beside the copy alone is kept beside the line.
    `rows` are the credits and topics as content has them, for whoever knows that they stand.
    """
    content = columns_of(story) | rows if rows else content_of(story)
    desk = desk_of(story)
    facts = {"by": by, "at": at, "note": note, "run": run}
    last = kept(story).first()
    latest = newest(story) if last and last.kind == Kind.DESK else last
    if last is None or latest is None or latest.content_hash != digest(content):
        _link_pictures(story, content, before=latest.content if latest else {})
        return _keep(story, content, desk, last=last, milestone=milestone, kind=kind, **facts)
    if not milestone and last.desk != desk:
        _keep(story, content, desk, last=last, kind=Kind.DESK, **facts)
    if milestone:
        keep_for_ever(latest)
    return latest


def keep_for_ever(revision: Revision) -> None:
    """What the ledger, an edition or somebody's link names stays, whatever is thinned out around it."""
    if not revision.milestone:
        revision.milestone = True
        revision.save(update_fields=["milestone"])


def keep_refused(
    story: Story, typed: dict, *, version: int, by, at: datetime, note: str = "", run: str = ""
) -> Revision:
    """Keep a text that has to be brought together with what stands, beside the story's own line of revisions.

    `version` is the one it began from, whose revision stays too. A run has one of these, which grows.
    """
    if base := began_from(story, version):
        keep_for_ever(base)
    content, desk = _parted(typed)
    facts = {"by": by, "at": at, "note": note, "run": run, "kind": Kind.REFUSED, "version": version}
    grown = run and story.revisions.filter(kind=Kind.REFUSED, run=run, by=by).first()
    return _grow(grown, content, desk, **facts) if grown else _add(story, content, desk, **facts)


def settle(refused: Revision) -> None:
    """Note of a refused text that it waits no more. It stays, and waits again if its page sends it once more."""
    refused.note = Revision.SETTLED
    refused.save(update_fields=["note"])


def copy_of(story: Story) -> dict:
    """All that is written of a story as it stands, as plain data."""
    return content_of(story) | desk_of(story)


def typed(story: Story, fields: dict, *, stands: dict) -> dict:
    """The same as it would stand with some fields changed; the story in hand is not touched.

    `stands` is the story's copy as it stands.
    """
    story = copy(story)
    for name in fields.keys() - _ROWS:
        setattr(story, name, fields[name])
    story.body = body.clean(story.body)
    rows = {
        "bylines": _credits(fields["bylines"]) if "bylines" in fields else stands["bylines"],
        "tags": _topics(fields["tags"], stands["tags"]) if "tags" in fields else stands["tags"],
    }
    return columns_of(story) | rows | desk_of(story)


def _credits(rows: Iterable[dict]) -> list[dict]:
    return credited(Byline(**row) for row in rows)


def _topics(names: Iterable[str], stand: list[dict]) -> list[dict]:
    """Tags by name as content has them. Those that stand are known; one that is new has no key yet."""
    known = {tag["name"]: tag for tag in stand}
    if set(names) == known.keys():
        return stand
    if new := set(names) - known.keys():
        known |= {tag["name"]: tag for tag in tagged(Tag.objects.filter(name__in=new))}
    return [known.get(name) or tagged([Tag(name=name)])[0] for name in sorted(names)]


def began_from(story: Story, version: int) -> Revision | None:
    """The newest revision that is no newer than a version: what somebody saw who opened that."""
    return kept(story).filter(version__lte=version).first()


def kept(story: Story) -> QuerySet[Revision]:
    """What was saved, the newest first: all but what waits to be brought together."""
    return story.revisions.exclude(kind=Kind.REFUSED).order_by("-number")


def thin(story: Story, *, at: datetime) -> None:
    """Let go of what time has made superfluous. Milestones stay, what was refused, and what open pages began from."""
    in_use = Presence.objects.filter(story=story).values("version")
    saves = kept(story).filter(milestone=False).exclude(version__in=in_use).values_list("pk", "at")
    story.revisions.filter(pk__in=let_go(saves, at)).defer("content", "desk").delete()


def apply(story: Story, fields: dict) -> None:
    """Write changed fields into a story: columns by name, `bylines` as rows, `tags` as names."""
    for name in fields.keys() - _ROWS:
        setattr(story, name, fields[name])
    story.save()
    if "bylines" in fields:
        set_bylines(story, fields["bylines"])
    if "tags" in fields:
        story.tags.set(fields["tags"])


def set_bylines(story: Story, rows: Iterable[dict]) -> None:
    """Credit a story anew: rows of `author`, `role` and `credit`, in the order they are to be printed."""
    rows = [{"role": "", "credit": ""} | row for row in rows]
    if rows != _bylines(story):
        story.bylines.all().delete()
        Byline.objects.bulk_create(Byline(story=story, position=n, **row) for n, row in enumerate(rows))


def fields_of(typed: dict) -> dict:
    """Plain data as fields for `workflow.revise`: what it takes to bring the copy to it. Who is gone stays away."""
    fields = {f"{name}_id" if name in _KEYS else name: value for name, value in typed.items()}
    fields |= {name: fields[name] and read(fields[name]) for name, read in _MOMENTS.items() if name in fields}
    if "bylines" in fields:
        authors = Author.objects.in_bulk([row["author"] for row in fields["bylines"]])
        fields["bylines"] = [
            {"author": authors[row["author"]], "role": row["role"], "credit": row["credit"]}
            for row in fields["bylines"]
            if row["author"] in authors
        ]
    if "tags" in fields:
        fields["tags"] = [tag["name"] for tag in fields["tags"]]
    fields.pop("dateline_printed", None)
    return fields


def _link_pictures(story: Story, content: dict, *, before: dict) -> None:
    """Keep beside a story which pictures its copy uses; copy that has none, and had none, costs nothing."""
    wanted = pictured.numbers_of(content)
    if wanted or pictured.numbers_of(before):
        story.pictures.set(Picture.objects.filter(pk__in=wanted))


def restored(revision: Revision) -> dict:
    """A revision's content as fields for `workflow.revise`. What the desk keeps beside the copy stays as it stands."""
    return fields_of(revision.content)


_ROWS = frozenset({"bylines", "tags"})
_KEYS = frozenset({"section", "series", "dateline", "desk", "assignee"})
_MOMENTS: dict[str, Callable[[str], date]] = {
    "dateline_date": date.fromisoformat,
    "due_at": datetime.fromisoformat,
    "embargoed_until": datetime.fromisoformat,
}


def newest(story: Story) -> Revision | None:
    """The last revision of a story's own line; what was refused, and what changed beside the copy, stand beside it."""
    return kept(story).exclude(kind=Kind.DESK).first()


def _bylines(story: Story) -> list[dict]:
    rows = story.bylines.select_related("author").order_by("position", "pk")
    return [{"author": row.author, "role": row.role, "credit": row.credit} for row in rows]


def _parted(typed: dict) -> tuple[dict, dict]:
    """A copy as content, and what the desk keeps beside it."""
    desk = {name: typed[name] for name in DESK_FIELDS if name in typed}
    return {name: value for name, value in typed.items() if name not in desk}, desk


def _keep(
    story: Story,
    content: dict,
    desk: dict,
    *,
    last: Revision | None,
    milestone: bool = False,
    **facts: Any,
) -> Revision:
    """The last save grown, if this is more of the same run, or a new one."""
    facts |= {"version": story.version, "milestone": milestone}
    if last and facts["run"] and _goes_on(last, facts):
        return _grow(last, content, desk, **facts)
    revision = _add(story, content, desk, **facts)
    if revision.number % THIN_EVERY == 0:
        thin(story, at=facts["at"])
    return revision


def _goes_on(last: Revision, facts: dict) -> bool:
    """Whether a save grows the last one. It does not where that is a milestone, or where others began from it."""
    by = facts["by"] and facts["by"].pk
    is_same = (last.run, last.by_id, last.kind) == (facts["run"], by, facts["kind"])
    if not is_same or last.milestone:
        return False
    others = Presence.objects.filter(story=last.story_id).exclude(run=last.run)
    return not others.filter(version=last.version or 0).exists()


def _grow(revision: Revision, content: dict, desk: dict, **facts) -> Revision:
    revision.since = revision.since or revision.at
    revision.saves += 1
    for name, value in facts.items():
        setattr(revision, name, value)
    revision.content, revision.content_hash, revision.desk = content, digest(content), desk
    revision.save()
    return revision


def _add(story: Story, content: dict, desk: dict, **facts) -> Revision:
    last = story.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        story=story,
        number=last + 1,
        content=content,
        content_hash=digest(content),
        desk=desk,
        by_name=name_of(facts["by"]),
        **facts,
    )
