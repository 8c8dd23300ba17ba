"""How far an issue has got, and what came of it: numbers of letters, and nobody's name."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Sum

from articles import clock
from articles.hours import lasting
from newsletters.models import Delivery, Issue, Subscription

State = Delivery.State
LATELY = timedelta(minutes=1)


@dataclass(frozen=True)
class Progress:
    """Letters by what became of them. `a_second` is how many left lately; while an issue is listed, `total` grows."""

    issue: Issue
    by_state: dict[str, int]
    a_second: float

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def waiting(self) -> int:
        return self.by_state.get(State.WAITING, 0)

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def sent(self) -> int:
        """Accepted by a mail server, whatever came back since."""
        return sum(self.by_state.get(state, 0) for state in Delivery.HAD)

    @property
    def failed(self) -> int:
        return self.by_state.get(State.FAILED, 0)

    @property
    def left_out(self) -> int:
        return self.by_state.get(State.LEFT_OUT, 0)

    @property
    def rate(self) -> str:
        """`38 a second`, `40 a minute`; nothing where none left lately."""
        if not self.a_second:
            return ""
        return f"{self.a_second:.0f} a second" if self.a_second >= 1 else f"{self.a_second * 60:.0f} a minute"

    @property
    def time_left(self) -> str:
        """As it goes now; nothing where nobody can tell."""
        if not self.a_second or not self.waiting or not self.issue.is_listed:
            return ""
        return lasting(timedelta(seconds=self.waiting / self.a_second))

    @property
    def is_moving(self) -> bool:
        return self.issue.state == Issue.State.SENDING


@dataclass(frozen=True)
class Outcome:
    """What came of an issue afterwards. `clicks` is None where its newsletter does not count them."""

    bounced: int
    complained: int
    unsubscribed: int
    clicks: int | None


def of(issue: Issue) -> Progress:
    rows = issue.deliveries.order_by().values_list("state").annotate(count=Count("pk"))
    by_state, lately = dict(rows), 0.0
    if issue.state == Issue.State.SENDING and issue.frozen_at:
        now = clock.now()
        since = max(now - LATELY, issue.frozen_at)
        left = issue.deliveries.filter(state=State.SENT, sent_at__gt=since).count()
        lately = left / max((now - since).total_seconds(), 1.0)
    return Progress(issue, by_state, lately)


def outcome(progress: Progress) -> Outcome:
    """Who has ended the newsletter since this issue came, and before the next did, has ended it over this one."""
    issue = progress.issue
    later = Issue.objects.filter(newsletter=issue.newsletter_id, frozen_at__gt=issue.frozen_at)
    following = later.order_by("frozen_at").values_list("frozen_at", flat=True).first()
    ended = Subscription.objects.filter(
        newsletter=issue.newsletter_id, ended_by=Subscription.End.READER, ended_at__gte=issue.frozen_at
    )
    if following:
        ended = ended.filter(ended_at__lt=following)
    clicks = issue.link_counts.aggregate(clicks=Sum("clicks"))["clicks"]
    return Outcome(
        bounced=progress.by_state.get(State.BOUNCED, 0),
        complained=progress.by_state.get(State.COMPLAINED, 0),
        unsubscribed=ended.count(),
        clicks=(clicks or 0) if issue.newsletter.counts_clicks else None,
    )
