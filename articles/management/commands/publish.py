"""Put a cleared story before readers, now or from an hour."""

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import workflow
from articles.management import asking
from articles.management.asking import ISO
from articles.preflight import spoken


class Command(BaseCommand):
    help = "Publishes a cleared story, at once or from an hour, and prints its slug, its address and when it opens."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG", help="the story’s slug")
        parser.add_argument(
            "--by", metavar="EMAIL", required=True, help="who publishes: the address they sign in with"
        )
        parser.add_argument("--at", metavar="ISO", help=f"when it opens, {ISO}; left out, at once")
        parser.add_argument("--until", metavar="ISO", help="when it closes; left out, it stays")

    def handle(self, *args, slug, by, at, until, **options):
        story, publisher = asking.story_called(slug), asking.person(by)
        with asking.refusals_as_sentences():
            edition = workflow.publish(story, by=publisher, at=asking.moment(at), until=asking.moment(until))
        closes = edition.closes_at or edition.live_until
        until_when = f" until {spoken(closes)}" if closes else ""
        opens = f"opens {spoken(edition.opens_at)}{until_when}"
        self.stdout.write(f"{edition.slug}\t{settings.SITE_URL}{edition.path}\t{opens}")
