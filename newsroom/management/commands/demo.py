"""`manage.py demo`: fill the house with a paper that does not exist, to try everything on."""

from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles import clock
from articles.models import Story
from newsroom.demo import campaigns, letters, paper
from newsroom.demo.house import PASSWORD, House
from newsroom.demo.pictures import Shelf
from newsroom.demo.walk import Walk


class Command(BaseCommand):
    help = "Make the demo paper, The Meridian, with a sign-in for each role. What is there already stays as it is."

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demo's sign-ins are known to everybody: it is made only where DEBUG is on."
            )
        demo = paper.read()
        house = House(demo)
        made = self.make_stories(demo, house)
        running = campaigns.make(demo.campaigns, house, now=clock.now())
        offered = letters.make(demo.newsletters, house, now=clock.now())
        if made or running or offered or house.made:
            self.stdout.write(f"The Meridian stands: {len(demo.stories)} stories, {made} of them new.")
        else:
            self.stdout.write("The Meridian stands already, and nothing was changed.")
        self.print_sign_ins(demo, house)

    def make_stories(self, demo: paper.nouns.Paper, house: House) -> int:
        """Walk every story that is missing to its place, and say how far it is. Returns how many there were."""
        here = set(
            Story.objects.filter(slug__in=[copy.slug for copy in demo.stories]).values_list("slug", flat=True)
        )
        now = clock.now().replace(second=0, microsecond=0)
        shelf = Shelf(house.people["publisher@newsroom.example"], now=now)
        walks = [Walk(copy, house, shelf, now=now) for copy in demo.stories if copy.slug not in here]
        for number, walk in enumerate(sorted(walks, key=_by_first_hour), start=1):
            walk.taken()
            if number % 10 == 0 or number == len(walks):
                self.stdout.write(f"  {number} of {len(walks)} stories")
        return len(walks)

    def print_sign_ins(self, demo: paper.nouns.Paper, house: House) -> None:
        self.stdout.write("\nSign in at /admin/ as")
        for person in demo.people:
            password = PASSWORD if house.opens(house.people[person.email]) else "(changed since)"
            desks = ", ".join(desk.name for desk in demo.desks if person.email in desk.members)
            self.stdout.write(f"  {person.email:<30} {password:<10} {person.role:<14} {desks}".rstrip())


def _by_first_hour(walk: Walk) -> datetime:
    """The oldest first, so that later rows are later news."""
    return walk.begun
