"""One story of the demo on its way through the house: every step is a verb, said by whoever may, at its own hour."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from articles import workflow
from articles.models import Story
from newsroom.demo import moments, nouns
from newsroom.demo.house import House
from newsroom.demo.pictures import Shelf


class Walk:
    """A story's way from first words to where its `state` says it is, as seen from `now` (aware).

    Writing takes a minute a word and passing copy a minute for ten, so that no two stories keep the same hours.
    """

    def __init__(self, copy: nouns.Story, house: House, shelf: Shelf, *, now: datetime):
        self.copy, self.house, self.shelf, self.now = copy, house, shelf, now
        self.moment = partial(moments.read, now=now, zone=settings.SITE_ZONE)
        self.published = self.moment(copy.published) if copy.published else None
        words = len(copy.body.split())
        reading = timedelta(minutes=10 + words // 10)
        self.pressed = min(filter(None, (self.published, now - reading)))
        self.cleared = self.pressed - reading
        self.filed = self.cleared - reading
        self.begun = self.filed - timedelta(minutes=words)
        self.writer = house.writer_on(copy.desk)
        self.editor, self.copy_editor, self.publisher = (
            house.people[f"{role}@newsroom.example"] for role in ("editor", "copy", "publisher")
        )

    @transaction.atomic
    def taken(self) -> Story:
        """The story, brought to where it stands. All of its way or nothing: a broken run leaves no half of it."""
        self.story = Story.objects.create(slug=self.copy.slug, created_by=self.writer, **self._fields())
        workflow.revise(self.story, by=self.writer, now=self.begun, **self._content())
        getattr(self, f"_{self.copy.state}")()
        self._date()
        return self.story

    def _fields(self) -> dict:
        """What the desk keeps beside the copy."""
        copy = self.copy
        return {
            "desk": self.house.desks[copy.desk],
            "assignee": self.writer if copy.state in ("draft", "filed") else None,
            "due_at": self.moment(copy.due) if copy.due else None,
            "commissioned_words": copy.words or None,
            "embargoed_until": self.moment(copy.embargoed_until) if copy.embargoed_until else None,
            "ednote": copy.ednote,
        }

    def _content(self) -> dict:
        copy, house = self.copy, self.house
        plain = ("headline", "deck", "kicker", "dateline_text", "language", "urgency")
        return {name: getattr(copy, name) for name in plain} | {
            "body": f"{copy.body}\n{self.shelf.gallery(copy.gallery)}" if copy.gallery else copy.body,
            "section": house.sections[copy.section],
            "series": house.series.get(copy.series),
            "dateline": house.datelines.get(copy.dateline),
            "lead_picture": self.shelf.lead(copy.picture) if copy.picture else {},
            "tags": [house.tags[slug].name for slug in copy.tags],
            "bylines": [
                {"author": house.authors[byline.author], "role": byline.role, "credit": byline.credit}
                for byline in copy.bylines
            ],
        }

    def _draft(self) -> None:
        if self.copy.sent_back:
            self._filed()
            workflow.send_back(self.story, by=self.editor, note=self.copy.sent_back, now=self.cleared)

    def _filed(self) -> None:
        workflow.file(self.story, by=self.writer, now=self.filed)

    def _cleared(self) -> None:
        self._filed()
        workflow.clear(self.story, by=self.copy_editor, now=self.cleared)

    def _spiked(self) -> None:
        self._filed()
        workflow.spike(self.story, by=self.editor, note=self.copy.spike_note, now=self.cleared)

    def _scheduled(self) -> None:
        self._cleared()
        workflow.publish(self.story, by=self.publisher, at=self.published, now=self.pressed)

    def _expired(self) -> None:
        self._cleared()
        workflow.publish(self.story, by=self.publisher, until=self.moment(self.copy.until), now=self.pressed)

    def _killed(self) -> None:
        self._live()
        workflow.kill(
            self.story, by=self.publisher, notice=self.copy.notice, now=self.moment(self.copy.killed)
        )

    def _live(self) -> None:
        if self.copy.emergency:
            workflow.emergency(self.story, by=self.publisher, reason=self.copy.emergency, now=self.pressed)
        else:
            self._cleared()
            workflow.publish(self.story, by=self.publisher, now=self.pressed)
        for change in self.copy.changes:
            self._put_right(change)
        if self.copy.ahead:
            by = self.house.people[self.copy.ahead.by]
            self._rewrite(self.copy.ahead, by=by, at=self.now - timedelta(minutes=25))

    def _put_right(self, change: nouns.Change) -> None:
        """A change that readers are told of, passed like any other copy in the half hour before they see it."""
        at = self.moment(change.at)
        self._rewrite(change, by=self.writer, at=at - timedelta(minutes=20))
        workflow.file(self.story, by=self.writer, now=at - timedelta(minutes=12))
        workflow.clear(self.story, by=self.copy_editor, now=at - timedelta(minutes=5))
        workflow.correct(self.story, by=self.publisher, kind=change.kind, note=change.note, now=at)

    def _rewrite(self, change: nouns.Change, *, by, at: datetime) -> None:
        workflow.revise(
            self.story,
            by=by,
            now=at,
            note=change.note,
            headline=change.headline or self.story.headline,
            body=change.applied_to(self.story.body),
        )

    def _date(self) -> None:
        """Columns that Django sets to the real hour are set to the story's own, or 2021 would head the desk's list."""
        done = (
            *self.story.revisions.values_list("at", flat=True),
            *self.story.events.values_list("at", flat=True),
        )
        Story.objects.filter(pk=self.story.pk).update(created_at=self.begun, modified_at=max(done))
