"""Withdraw a story that ran, with a notice for readers."""

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import workflow
from articles.management import asking


class Command(BaseCommand):
    help = "Withdraws a story that ran: at once, for good, with a notice to readers at its address (410)."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG", help="the story’s slug")
        parser.add_argument(
            "--by", metavar="EMAIL", required=True, help="who withdraws it: the address they sign in with"
        )
        parser.add_argument(
            "--notice", metavar="TEXT", required=True, help="what readers are told in its place"
        )

    def handle(self, *args, slug, by, notice, **options):
        story, editor = asking.story_called(slug), asking.person(by)
        with asking.refusals_as_sentences():
            workflow.kill(story, by=editor, notice=notice)
        ran = story.editions.order_by("-live_from").first()
        self.stdout.write(f"{ran.slug}\t{settings.SITE_URL}{ran.path}\twithdrawn")
