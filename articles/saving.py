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

    def settled(self, story: Story, fields: dict) -> dict | None:
        """What is to be written into a locked story: nothing if it says so already, None if somebody has to choose."""
        stands, typed = revisions.copy_of(story), revisions.typed(story, fields)
        beside = {
            name: value
            for name, value in fields.items()
            if name.removesuffix("_id") not in typed and getattr(story, name) != value
        }
        if self.version is None or (self.version == story.version and not self.was):
            return fields if beside or not _same(typed, stands) else {}
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
        return revisions.snapshot(story, by=by, at=at, note=self.note, kind=self.kind, run=self.run)

    def refused(self, story: Story, fields: dict, *, by, at: datetime) -> Revision:
        """The revision that keeps what was typed until somebody brings it together with what stands."""
        typed, version = revisions.typed(story, fields), self.version or 0
        return revisions.keep_refused(
            story, typed, version=version, by=by, at=at, note=self.note, run=self.run
        )

    def _base(self, story: Story) -> dict:
        began = revisions.began_from(story, self.version or 0)
        return (began.copy if began else {}) | self.was


def _same(one: dict, other: dict) -> bool:
    """Whether two copies say the same, as far as the first goes."""
    return all(merging.in_order(name, one[name]) == merging.in_order(name, other[name]) for name in one)
