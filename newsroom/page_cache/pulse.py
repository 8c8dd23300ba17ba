"""What a process knows of the database without asking it again: its clock, what was touched, when windows open or end.

Asked once a second at most, by whoever comes first; at once where somebody in reach has touched a page. So pages that
are kept cost no query each, and what one process changes the others know within a second, whatever their caches are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from django.db import Error

from articles import clock, freshness
from newsroom.page_cache.entry import Entry

EVERY = 1.0
HOURS_EVERY = 60.0
# After the database failed to answer: how long nobody waits for it again.
REST = 2.0
# The clock is told in whole milliseconds, cut off.
CUT = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Known:
    """What the database said last. `at` is its clock, `asked_at` this process's own from before the asking."""

    at: datetime
    asked_at: float
    touched: Mapping[str, datetime]
    touched_last: datetime | None
    changed_last: datetime | None
    changes_next: datetime | None
    lease_ends: datetime | None

    @property
    def now(self) -> datetime:
        """The latest that the database's clock can show: never behind it, and ahead by the time of one question."""
        return self.at + CUT + timedelta(seconds=monotonic() - self.asked_at)

    def holds(self, entry: Entry) -> bool:
        """Whether a page still shows what readers are to see: nothing on it was touched, no window opened or ended."""
        now = self.now
        changed = self.changes_next if self.changes_next and self.changes_next <= now else self.changed_last
        in_time = entry.as_of <= now and (changed is None or changed <= entry.as_of)
        return in_time and not self.was_touched(entry)

    def was_touched(self, entry: Entry) -> bool:
        """Whether a verb or the desk has changed what is on a page since it was made."""
        if self.touched_last is None or self.touched_last <= entry.as_of:
            return False
        return any(tag in self.touched and self.touched[tag] > entry.as_of for tag in entry.tags)

    def has_ended(self, entry: Entry) -> bool:
        """Whether the window has closed of something on a page."""
        return entry.ends is not None and entry.ends <= self.now


class Pulse:
    """The asking. One a process; threads may share it."""

    def __init__(self) -> None:
        self.last: Known | None = None
        self._signal: str | None = None
        self._lock = Lock()
        self._is_away = False
        self._rests_until = 0.0
        self._hours_at = 0.0
        self._counted: dict[int, datetime] = {}

    def feel(self, signal: str | None) -> Known | None:
        """What is known, from within a second; None while the database does not answer.

        `signal` is what the shared cache holds under `freshness.SIGNAL`: where it is new, something was touched.
        """
        if self._is_recent(signal):
            return self.last
        if not self._lock.acquire(blocking=not self._is_away):
            return None
        try:
            return self.last if self._is_recent(signal) else self._try_to_ask(signal)
        finally:
            self._lock.release()

    def _try_to_ask(self, signal: str | None) -> Known | None:
        """Ask, unless the database has only just failed to answer; while it is away one asks, and nobody waits."""
        if monotonic() < self._rests_until:
            return None
        try:
            self.last = self._ask(moved=signal != self._signal)
        except Error:
            self._is_away, self._rests_until = True, monotonic() + REST
            return None
        self._is_away, self._signal = False, signal
        return self.last

    def _is_recent(self, signal: str | None) -> bool:
        known = self.last
        return (
            known is not None
            and signal == self._signal
            and monotonic() < known.asked_at + EVERY
            and (known.changes_next is None or known.now < known.changes_next)
        )

    def _ask(self, *, moved: bool) -> Known:
        asked_at, before = monotonic(), self.last
        at = clock.now()
        if before and at < before.at - CUT:
            # The database's clock was put back: what was seen by it is worth nothing.
            before, self._counted = None, {}
        elif before and at <= before.at:
            # Twice within a millisecond: what was seen first stays first.
            at = before.at + timedelta(microseconds=1)
        touched, new = self._touched(at, before)
        hours = (before.changed_last, before.changes_next, before.lease_ends) if before else (None,) * 3
        passed = hours[1] is not None and hours[1] <= at + CUT
        if before is None or new or moved or passed or asked_at > self._hours_at + HOURS_EVERY:
            hours = (*freshness.hours_of_change(at), freshness.next_end_of_lease(at))
            self._hours_at = asked_at
        return Known(at, asked_at, touched, max(touched.values(), default=None), *hours)

    def _touched(self, at: datetime, before: Known | None) -> tuple[Mapping[str, datetime], bool]:
        """When each tag was touched last, as this process saw it: a page from before that may show what is gone.

        A touch is seen when its transaction ends, which may be later than its own moment, and out of turn; so it
        counts from when it was first seen.
        """
        since = before.at - freshness.LONGEST_TRANSACTION if before else at - freshness.REMEMBERED
        new = [touch for touch in freshness.touches(since=since) if touch.pk not in self._counted]
        if not new:
            return (before.touched if before else {}), False
        touched = dict(before.touched) if before else {}
        for touch in new:
            seen = min(at, touch.at + freshness.LONGEST_TRANSACTION)
            touched |= {tag: max(seen, touched.get(tag, seen)) for tag in touch.tags}
            self._counted[touch.pk] = touch.at
        oldest = at - freshness.REMEMBERED
        self._counted = {pk: moment for pk, moment in self._counted.items() if moment > oldest}
        return {tag: moment for tag, moment in touched.items() if moment > oldest}, True
