"""Keeping what the desk writes: every change of content becomes a revision, and nothing typed is thrown away."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from accounts.models import User
from articles import body
from articles.models import Author, Byline, Revision, Story, Tag
from articles.models.revision import assemble, content_of, digest


def name_of(by) -> str:
    """How somebody is called in the history; nobody stands for a command or a wire."""
    return str(by) if by else "The house"


def snapshot(
    story: Story, *, by, at: datetime, note: str = "", milestone: bool = False, kind: str = "saved"
) -> Revision:
    """The revision that holds a story's content as it stands: the newest if nothing has changed, else a new one.

    A milestone stays for ever, whatever is thinned out between.
    """
    content = content_of(story)
    latest = newest(story)
    if latest and latest.content_hash == digest(content):
        if milestone and not latest.milestone:
            latest.milestone = True
            latest.save(update_fields=["milestone"])
        return latest
    return _add(story, content, by=by, at=at, note=note, milestone=milestone, kind=kind)


def keep_refused(story: Story, fields: dict, *, by, at: datetime, note: str = "") -> Revision:
    """Keep the text of a save that came too late, beside the story's own line of revisions."""
    for name in fields.keys() - {"bylines", "tags"}:
        setattr(story, name, fields[name])
    story.body = body.clean(story.body)
    bylines = [Byline(story=story, **row) for row in fields.get("bylines", _bylines(story))]
    tags = [Tag(name=name) for name in sorted(fields.get("tags", story.tags.names()))]
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=[tag.name for tag in tags])}
    content = assemble(story, bylines=bylines, tags=[known.get(tag.name, tag) for tag in tags])
    return _add(story, content, by=by, at=at, note=note, kind=Revision.Kind.REFUSED)


def apply(story: Story, fields: dict) -> None:
    """Write changed fields into a story: columns by name, `bylines` as rows, `tags` as names."""
    for name in fields.keys() - {"bylines", "tags"}:
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


def restored(revision: Revision) -> dict:
    """A revision's content as fields for `workflow.revise`: what it takes to bring the copy back to it."""
    content = revision.content
    fields = {name: content[name] for name in content.keys() - _DERIVED}
    authors = Author.objects.in_bulk([row["author"] for row in content["bylines"]])
    return fields | {
        "section_id": content["section"],
        "series_id": content["series"],
        "dateline_id": content["dateline"],
        "dateline_date": content["dateline_date"] and datetime.fromisoformat(content["dateline_date"]).date(),
        "bylines": [
            {"author": authors[row["author"]], "role": row["role"], "credit": row["credit"]}
            for row in content["bylines"]
            if row["author"] in authors
        ],
        "tags": [tag["name"] for tag in content["tags"]],
    }


_DERIVED = {"section", "series", "dateline", "dateline_date", "dateline_printed", "bylines", "tags"}


def newest(story: Story) -> Revision | None:
    """The last revision of a story's own line; refused ones stand beside it."""
    return story.revisions.exclude(kind=Revision.Kind.REFUSED).order_by("-number").first()


def writers(story: Story) -> set[User]:
    """Whose story it is: who is to write it, or else who bears its byline and can sign in, or else who began it."""
    if story.assignee:
        return {story.assignee}
    credited = User.objects.filter(is_active=True, author__bylines__story=story)
    return set(credited) or ({story.created_by} if story.created_by else set())


def _bylines(story: Story) -> list[dict]:
    rows = story.bylines.select_related("author").order_by("position", "pk")
    return [{"author": row.author, "role": row.role, "credit": row.credit} for row in rows]


def _add(story: Story, content: dict, **facts) -> Revision:
    last = story.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        story=story,
        number=last + 1,
        content=content,
        content_hash=digest(content),
        by_name=name_of(facts["by"]),
        **facts,
    )
