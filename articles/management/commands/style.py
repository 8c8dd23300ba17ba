"""Read stories against the house style, as the desk does while it writes."""

from django.core.management.base import BaseCommand, CommandError

from articles import hints, house_style
from articles.house_style import Hint
from articles.management import asking
from articles.models import Story
from articles.models.revision import content_of


class Command(BaseCommand):
    help = (
        "Reads stories against the house style, and prints each hint: slug, where, words, what to write, why."
    )

    def add_arguments(self, parser):
        parser.add_argument("slugs", metavar="SLUG", nargs="*", help="the stories’ slugs")
        parser.add_argument(
            "--status", choices=Story.Status.values, help="instead of slugs: all that stand there"
        )

    def handle(self, *args, slugs, status, **options):
        if bool(slugs) == bool(status):
            raise CommandError("Name stories by their slugs, or a --status.")
        stories = (
            map(asking.story_called, slugs)
            if slugs
            else Story.objects.filter(status=status).order_by("pk").iterator()
        )
        read = found = 0
        for story in stories:
            read, found = read + 1, found + self._tell(story)
        self.stdout.write(
            f"{read} {'story' if read == 1 else 'stories'} read, {found} {'hint' if found == 1 else 'hints'}."
        )

    def _tell(self, story: Story) -> int:
        content = content_of(story)
        if content["language"].partition("-")[0] not in house_style.languages():
            self.stderr.write(
                f"{story.slug}: the house has no style for the language “{content['language']}”."
            )
        found = hints.of_copy(story, content)
        for hint in found:
            self.stdout.write(f"{story.slug}\t{hint.field} {hint.line + 1}\t{_advice(hint)}\t{hint.reason}")
        return len(found)


def _advice(hint: Hint) -> str:
    words = hint.words if len(hint.words) <= 60 else f"{hint.words[:57]}…"
    if hint.use is None:
        return f"“{words}”"
    return f"“{words}” → “{hint.use}”" if hint.use else f"“{words}” can go"
