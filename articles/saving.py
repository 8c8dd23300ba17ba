"""One save: what is to be written of it, where somebody else may have saved in between. Said by `articles.workflow`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles import body, merging, revisions
from articles.models import Revision, Story

Kind = Revision.Kind


@dataclass
class Save:
    """What somebody typed, and what they began from.

    `version` is that of the copy they began from (None: they mean whatever stands); `run` the sitting of a page that
    saves by itself; `was` fields of the copy as that page last had them, where it never showed what others changed.
    """

    version: int | None = None
    note: str = ""
    kind: str = Kind.SAVED
    run: str = ""
    was: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] | None = field(
        default=None, init=False
    )  # Credits and topics that the save leaves as they stand.

    def settled(self, story: Story, fields: dict) -> dict | None:
        """What is to be written into a locked story: nothing if it says so already, None if somebody has to choose."""
        stands = revisions.copy_of(story)
        typed = revisions.typed(story, fields, stands=stands)
        beside = {
            name: value
            for name, value in fields.items()
            if name.removesuffix("_id") not in typed and getattr(story, name) != value
        }
        if self.version is None or (self.version == story.version and not self.was):
            return (
                self._without_same_rows(fields, typed, stands) if beside or not _same(typed, stands) else {}
            )
        together = merging.bring_together(self._base(story), typed, stands)
        if together.forks:
            return None
        merged = together.copy()
        merged["body"] = body.clean(merged["body"])
        if _same(merged, stands):
            return beside
        if not _same(merged, typed):
            self.kind, self.note = Kind.MERGED, self.note or "Two people’s changes came together."
        return revisions.fields_of(merged) | beside

    def kept(self, story: Story, *, by, at: datetime) -> Revision:
        """The revision that holds what was written."""
        facts: dict[str, Any] = {"note": self.note, "kind": self.kind, "run": self.run, "rows": self.rows}
        return revisions.snapshot(story, by=by, at=at, **facts)

    def refused(self, story: Story, fields: dict, *, by, at: datetime) -> Revision:
        """The revision that keeps what was typed until somebody brings it together with what stands."""
        typed, version = revisions.typed(story, fields, stands=revisions.copy_of(story)), self.version or 0
        return revisions.keep_refused(
            story, typed, version=version, by=by, at=at, note=self.note, run=self.run
        )

    def _without_same_rows(self, fields: dict, typed: dict, stands: dict) -> dict:
        """The fields, without credits and topics if both stand so already: they need not be written or read anew."""
        rows = {name: stands[name] for name in ("bylines", "tags")}
        if any(typed[name] != row for name, row in rows.items()):
            return fields
        self.rows = rows
        return {name: value for name, value in fields.items() if name not in rows}

    def _base(self, story: Story) -> dict:
        began = revisions.began_from(story, self.version or 0)
        return (began.copy if began else {}) | self.was


def _same(one: dict, other: dict) -> bool:
    """Whether two copies say the same, as far as the first goes."""
    return all(merging.in_order(name, one[name]) == merging.in_order(name, other[name]) for name in one)
