"""Check every invariant of the house, and name each breach."""

from django.core.management.base import BaseCommand, CommandError

from articles import invariants, wall_times
from articles.models import Story


class Command(BaseCommand):
    help = (
        "Checks every invariant of stories, revisions and editions, and names each breach; exits with 1 on one. Warns "
        "of hours that were set by clocks of a zone whose rules have changed since."
    )

    def handle(self, *args, **options):
        total, found = Story.objects.count(), 0
        for breach in invariants.breaches(lambda done: self._progress(done, total)):
            found += 1
            self.stdout.write(breach)
        for stray in wall_times.strays():
            self.stdout.write(f"Warning: story {stray.edition.story_id} “{stray.edition.story}”: {stray}")
        stories = "1 story" if total == 1 else f"{total} stories"
        if found:
            raise CommandError(f"{found} breach{'es' if found > 1 else ''} in {stories}.")
        self.stdout.write(f"Nothing is amiss in {stories}.")

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} stories", ending="")
