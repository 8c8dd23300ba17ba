"""Makes the index of readers' search anew from the editions: after a restore, or when search changes what it knows."""

from django.core.management.base import BaseCommand
from django.db import transaction

from articles import search
from articles.clock import DatabaseNow
from articles.models import Edition, Story

BATCH = 1_000


class Command(BaseCommand):
    help = "Make the index of readers’ search anew. The paper stays up: each story is found all along."

    def handle(self, *args, **options):
        gone = {"story__status": Story.Status.KILLED, "live_until__lte": DatabaseNow()}
        editions = Edition.objects.exclude(**gone).order_by("pk")
        total, done, last = editions.count(), 0, 0
        while batch := list(editions.filter(pk__gt=last)[:BATCH]):
            with transaction.atomic():
                search.index(batch)
            done, last = done + len(batch), batch[-1].pk
            self.stderr.write(f"{done:,} of {total:,} editions")
        self.stdout.write(f"Readers can find {done:,} editions.")
