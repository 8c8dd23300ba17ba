"""How fast letters leave: a bucket for each provider that the setting names, shared by all workers.

`LETTERS_A_SECOND` names domains, and `*` for all others together: `gmail.com+googlemail.com=20,*=100`. Domains of one
provider share a bucket, which bears the name of the first. What is not named is not held.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db.models import Q

from newsletters.models import Delivery, Pace

OTHERS = "*"


class Buckets:
    """What may leave at this moment, locked until the transaction ends."""

    def __init__(self, buckets: dict[str, str], left: dict[str, float]):
        """`buckets` says whose bucket a domain's is, `left` how much each has."""
        self.buckets, self.left = buckets, left

    @classmethod
    def locked(cls, now: datetime) -> Self:
        """Fill each by what has passed, up to a second's worth, and at least to one letter."""
        rates: dict[str, float] = {}
        buckets: dict[str, str] = {}
        for named, rate in settings.LETTERS_A_SECOND.items():
            first, *others = named.lower().split("+")
            rates[first] = float(rate)
            buckets |= dict.fromkeys((first, *others), first)
        if not rates:
            return cls({}, {})
        Pace.objects.bulk_create(
            [Pace(domain=domain, left=1, as_of=now) for domain in rates], ignore_conflicts=True
        )
        left = {}
        for pace in Pace.objects.select_for_update().filter(domain__in=rates).order_by("domain"):
            rate = rates[pace.domain]
            gained = max(0.0, (now - pace.as_of).total_seconds()) * rate
            left[pace.domain] = min(pace.left + gained, max(rate, 1.0))
        return cls(buckets, left)

    def open_to(self) -> Q:
        """Deliveries of whose provider at least one letter may leave."""
        full = {domain for domain, bucket in self.buckets.items() if self.left[bucket] < 1}
        named = self.buckets.keys() - {OTHERS}
        allowed = ~Q(domain__in=full - {OTHERS})
        return allowed & Q(domain__in=named) if OTHERS in full else allowed

    def within(self, rows: Iterable[Delivery]) -> list[Delivery]:
        """As many of them as may leave, in their order."""
        kept = []
        for row in rows:
            bucket = self._of(row.domain)
            if bucket is not None:
                if self.left[bucket] < 1:
                    continue
                self.left[bucket] -= 1
            kept.append(row)
        return kept

    def keep(self, now: datetime) -> None:
        for domain, left in self.left.items():
            Pace.objects.filter(domain=domain).update(left=left, as_of=now)

    def _of(self, domain: str) -> str | None:
        return self.buckets.get(domain, self.buckets.get(OTHERS))
