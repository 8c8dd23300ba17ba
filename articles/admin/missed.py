"""What came to pass while no worker was at work: that nothing of it was missed, and what was late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin import AdminSite
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import clock, proof, shifts
from articles.admin import reach
from articles.admin.base import is_key
from articles.effects.channels import CHANNELS
from articles.models import Edition, Effect, Notice, Receipt, Shift

# How many are named; the others are counted. How many absences, and of how many days what was late, the page lists.
MOST, ABSENCES, LATELY = 50, 12, timedelta(days=7)
SETTLED_WITHIN = timedelta(days=7)
NAMED = ("story", "number", "headline", "language", "live_from", "live_until")


@dataclass(frozen=True)
class Passed:
    """Windows that opened, or ended: those that are named, each with what its receipts say, and how many they are."""

    rows: list[tuple[Edition, list[proof.Said]]]
    count: int

    @classmethod
    def of(cls, found: QuerySet, by: str) -> "Passed":
        named = list(found.order_by(by, "pk").only(*NAMED)[:MOST])
        receipts = proof.of(named)
        rows = [(edition, receipts.get(edition.pk, [])) for edition in named]
        return cls(rows, len(rows) if len(rows) < MOST else found.count())


@dataclass(frozen=True)
class RanLate:
    """What one channel was to tell meanwhile: how much of it somebody has since, waits still, or was given up."""

    label: str
    delivered: int
    waiting: int
    dead: int
    most_tries: int


@dataclass(frozen=True)
class Absence:
    """A time in which nobody was at work: what readers got and lost meanwhile, and what was done only afterwards."""

    shift: Shift
    opened: Passed
    ended: Passed
    effects: list[RanLate]
    letters: int  # To whoever looks.

    @property
    def is_made_up_for(self) -> bool:
        """Whether all that was late was done by now."""
        return not any(channel.waiting or channel.dead for channel in self.effects)

    @classmethod
    def of(cls, shift: Shift, user) -> "Absence":
        # What came in with hours long past opened when it came, and was never waited for.
        editions = reach.of_stories(Edition.objects.filter(made_at__lte=F("live_from")), user)
        followed = Edition.objects.filter(story=OuterRef("story"), live_from=OuterRef("live_until"))
        gap = (shift.away_since, shift.began_at)
        return cls(
            shift,
            Passed.of(editions.filter(live_from__range=gap), "live_from"),
            Passed.of(editions.filter(live_until__range=gap).exclude(Exists(followed)), "live_until"),
            _effects(shift, user),
            Notice.objects.filter(user=user, at__range=gap, mailed_at__gte=shift.began_at).count(),
        )


def _effects(shift: Shift, user) -> list[RanLate]:
    """What was due while nobody was at work, channel by channel. Each is a row: what somebody has is not sent again."""
    since = {"delivered_at__gte": shift.began_at, "delivered_at__lt": shift.began_at + SETTLED_WITHIN}
    late = Effect.objects.filter(Q(**since) | Q(delivered_at=None))
    late = late.filter(due_at__gte=shift.away_since, due_at__lt=shift.began_at)
    rows = reach.of_stories(late, user).order_by("channel").values("channel")
    counted = rows.annotate(
        delivered=Count("delivered_at"),
        dead=Count("dead_at"),
        waiting=Count("pk", filter=Q(delivered_at=None, dead_at=None)),
        most_tries=Max("attempts"),
    )
    return [RanLate(label=_label(row.pop("channel")), **row) for row in counted]


def _label(channel: str) -> str:
    return CHANNELS[channel].label if channel in CHANNELS else channel


@require_safe
def missed(request, *, site: AdminSite):
    """The last absence, unless the address names another; what was late; whether anybody is at work now."""
    now = clock.now()
    waking = list(Shift.objects.filter(away_since__isnull=False)[:ABSENCES])
    last_seen = shifts.last_seen()
    shift = _asked(request.GET.get("shift", ""), waking)
    context = {
        **site.each_context(request),
        "title": "While nobody was at work",
        "now": now,
        "last_seen": last_seen,
        "is_away": shifts.is_long_ago(last_seen, now),
        "absence": Absence.of(shift, request.user) if shift else None,
        "others": [one for one in waking if one != shift],
        "late": _late(request.user, now),
    }
    return render(request, "admin/missed.html", context)


def _asked(asked: str, waking: list[Shift]) -> Shift | None:
    if not asked:
        return waking[0] if waking else None
    found = next((one for one in waking if is_key(asked) and one.pk == int(asked)), None)
    if found is None:
        raise Http404("There is no such absence.")
    return found


def _late(user, now: datetime) -> Passed:
    """What readers did not see in time, lately."""
    late = Receipt.objects.filter(edition=OuterRef("pk"), late_at__gt=now - LATELY)
    return Passed.of(reach.of_stories(Edition.objects.filter(Exists(late)), user), "-live_from")
