"""A slug for each article of a batch, its own or one made from the headline; never one that another story has."""

from collections.abc import Iterable

from articles import slugs
from articles.models import Edition, Story
from wires.incoming import Incoming
from wires.models import Arrival


class SlugTaken(ValueError):
    """The slug that an article brings is another story's. The message says whose."""


class SlugChooser:
    """Chooses slugs for one import after another, as saving the stories one by one would.

    Between batches it remembers only how far the numbers of repeated headlines have come (`morning-briefing-312`).
    """

    def __init__(self) -> None:
        self._numbered: dict[str, int] = {}
        self._taken: dict[str, str] = {}
        self._asked: set[str] = set()

    def look_up(self, articles: Iterable[Incoming]) -> None:
        """Ask once for all the slugs that a batch would like to have."""
        self._asked = {article.slug or slugs.slugify(article.headline) for article in articles}
        stories = Story.objects.filter(slug__in=self._asked).values_list("slug", "headline")
        came = Arrival.objects.filter(story__slug__in=self._asked).values_list("story__slug", "origin")
        self._taken = {
            slug: f"“{slug}” is the slug of “{headline}” at the desk." for slug, headline in stories
        }
        self._taken |= {slug: _has_changed(slug, origin) for slug, origin in came}

    def choose(self, article: Incoming) -> str:
        """The slug for an article of this batch, in their order. Raises SlugTaken for a slug that it brings itself."""
        if article.slug and article.slug in self._taken:
            raise SlugTaken(self._taken[article.slug])
        slug = article.slug or slugs.unused(article.headline, self._is_taken)
        if slug:
            self._taken[slug] = _has_changed(slug, article.origin)
        return slug

    def _is_taken(self, slug: str) -> bool:
        stem, _, number = slug.rpartition("-")
        counted = int(number) if number.isdecimal() and stem else 0
        if slug in self._taken or 1 < counted <= self._numbered.get(stem, 0):
            return True
        taken = slug not in self._asked and Story.objects.filter(slug=slug).exists()
        if taken and counted == self._numbered.get(stem, 1) + 1:
            self._numbered[stem] = counted
        return taken


def ran_before(chosen: Iterable[str]) -> dict[str, str]:
    """Those of the slugs under which a story ran that has another one now, and why they cannot be had."""
    ran = Edition.objects.filter(slug__in=set(chosen)).values_list("slug", "headline")
    return {slug: f"“{headline}” has the slug “{slug}”: choose another." for slug, headline in ran}


def _has_changed(slug: str, origin: str) -> str:
    return (
        f"“{slug}” came in already, from {origin}, and has changed: nothing is overwritten. Make the change at the "
        "desk, or give this one a slug of its own."
    )
