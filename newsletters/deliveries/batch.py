"""A handful of letters of one issue, one after another over one connection.

What is accepted is kept at once, before the next letter is begun: a worker that is killed repeats at most the one
whose answer it had not kept yet. A worker that is told to stop, an issue that is paused, a server that goes away: what
has not been begun is given back.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from threading import Event
from time import monotonic

from newsletters import audience, reports, sending, suppressing
from newsletters.deliveries import leasing, mailing
from newsletters.deliveries.beginning import NotYet
from newsletters.deliveries.mailing import LineLost, NotEver, NotNow, WeAreRefused, Written
from newsletters.models import Delivery, Issue

log = logging.getLogger(__name__)

# A batch is short: other chores wait for it, and what was killed or corrected is asked before each.
SECONDS = 3.0
ASKED_EVERY = 0.5  # Seconds after which it is asked again whether the issue may still leave.
# So many refusals for good, one after another and no letter accepted between, are no longer the readers' mailboxes.
IN_A_ROW = 20
# How long nobody knocks at a server that was not there: twice as long each time.
FIRST_PATIENCE, LONGEST_PATIENCE = 5.0, 300.0


class _Patience:
    """How long this worker leaves a mail server alone that was not there."""

    def __init__(self) -> None:
        self.until, self.rest = 0.0, FIRST_PATIENCE

    def is_over(self) -> bool:
        return monotonic() >= self.until

    def begin(self) -> None:
        self.until, self.rest = monotonic() + self.rest, min(self.rest * 2, LONGEST_PATIENCE)

    def end(self) -> None:
        self.until, self.rest = 0.0, FIRST_PATIENCE


patience = _Patience()
_refused_in_a_row: dict[int, int] = {}


def send_due(stopped: Event, write: Callable[[Issue], Written]) -> int:
    """Do one batch; returns how many deliveries were done with, so that 0 means that nothing can be done now.

    `write` says what an issue's letter is now; it is asked once for each batch.
    """
    issue = leasing.next_issue() if patience.is_over() else None
    if issue is None:
        return 0
    try:
        with mailing.connected() as line:
            rows = leasing.take(issue)
            return _Batch(issue, line, stopped).do(_wanted(issue, rows), write) if rows else 0
    except LineLost as lost:
        log.warning("The mail server is not there: %s", lost)
        patience.begin()
        return 0


class _Batch:
    def __init__(self, issue: Issue, line, stopped: Event):
        self.issue, self.line, self.stopped = issue, line, stopped
        self.ends = monotonic() + SECONDS
        self.asked = monotonic()
        self.may_leave = True

    def do(self, rows: list[Delivery], write: Callable[[Issue], Written]) -> int:
        """Send as many as there is time for; returns how many were begun. The rest is given back, whatever happens."""
        done = 0
        try:
            written = self._written(write) if rows else None
            for row in rows:
                if written is None or not self._goes_on():
                    break
                done += 1
                self._send(row, written)
        finally:
            leasing.give_back(rows[done:])
        return done

    def _written(self, write: Callable[[Issue], Written]) -> Written | None:
        try:
            return write(self.issue)
        except NotYet as why:
            self._halt(str(why))
        except Exception as fault:
            log.exception("Issue %s cannot be written", self.issue.pk)
            self._halt(f"It cannot be put together: {type(fault).__name__}: {fault}")
        return None

    def _send(self, row: Delivery, written: Written) -> None:
        try:
            mailing.send(self.line, self.issue, row, written)
        except NotNow as why:
            leasing.put_back(row, str(why))
        except NotEver as why:
            leasing.refused(row, str(why))
            reports.refused_at_once(row, str(why), is_nobody=why.is_nobody)
            self._count_refusal(str(why))
        except WeAreRefused as why:
            leasing.give_back([row])
            self._halt(f"The mail server refuses us: {why}")
        except LineLost as why:
            leasing.put_back(row, str(why))
            raise
        except (
            ValueError
        ) as fault:  # Django refuses a head with a line break in it, and an address that is none.
            leasing.refused(row, str(fault))
        else:
            leasing.accepted(row)
            patience.end()
            _refused_in_a_row.pop(self.issue.pk, None)

    def _goes_on(self) -> bool:
        now = monotonic()
        if self.stopped.is_set() or now > self.ends:
            return False
        if now - self.asked > ASKED_EVERY:
            self.asked = now
            self.may_leave = Issue.objects.leaving().filter(pk=self.issue.pk).exists()
        return self.may_leave

    def _count_refusal(self, why: str) -> None:
        count = _refused_in_a_row[self.issue.pk] = _refused_in_a_row.get(self.issue.pk, 0) + 1
        if count >= IN_A_ROW:
            self._halt(f"{count} letters in a row were refused for good, the last with: {why}")

    def _halt(self, why: str) -> None:
        self.may_leave = False
        _refused_in_a_row.pop(self.issue.pk, None)
        try:
            sending.halt(self.issue, why=why)
        except sending.IllegalMove:
            log.info("Issue %s is paused or stopped already", self.issue.pk)


def _wanted(issue: Issue, rows: list[Delivery]) -> list[Delivery]:
    """Those who still want it at their turn; the others are left out, and the row says why."""
    readers = [row.subscriber for row in rows if row.subscriber]
    having = audience.reached(issue.newsletter).filter(subscriber__in=readers)
    have_it = set(having.values_list("subscriber", flat=True))
    kept_out = suppressing.suppressed_among(reader.mailbox for reader in readers)
    wanted, left_out = [], defaultdict(list)
    for row in rows:
        if row.subscriber is None:
            left_out["The reader asked to be forgotten."].append(row)
        elif row.subscriber_id not in have_it:
            left_out["It is no longer theirs, or they have ended it."].append(row)
        elif row.subscriber.mailbox in kept_out:
            left_out["Nothing is sent to this address."].append(row)
        else:
            wanted.append(row)
    for why, others in left_out.items():
        leasing.leave_out(others, why)
    return wanted
