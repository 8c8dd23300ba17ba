"""Withdraw a story that ran, with a notice for readers."""

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import workflow
from articles.management import asking
from articles.management.asking import ISO
from articles.preflight import spoken


class Command(BaseCommand):
    help = "Withdraws a story that ran, for good, with a notice to readers at its address (410)."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG", help="the story’s slug")
        parser.add_argument(
            "--by", metavar="EMAIL", required=True, help="who withdraws it: the address they sign in with"
        )
        parser.add_argument(
            "--notice", metavar="TEXT", required=True, help="what readers are told in its place"
        )
        parser.add_argument("--at", metavar="ISO", help=f"from when, {ISO}; left out, at once")

    def handle(self, *args, slug, by, notice, at, **options):
        story, editor = asking.story_called(slug), asking.person(by)
        with asking.refusals_as_sentences():
            workflow.kill(story, by=editor, notice=notice, at=asking.moment(at))
        ran = story.editions.order_by("-live_from").first()
        from_when = f" from {spoken(story.killed_from)}" if story.killed_from else ""
        self.stdout.write(f"{ran.slug}\t{settings.SITE_URL}{ran.path}\twithdrawn{from_when}")
