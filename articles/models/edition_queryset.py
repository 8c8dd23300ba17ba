"""How editions are asked for: the one gate, and what each kind of page needs of them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from articles.clock import DatabaseNow
from pictures import rights

from .edition_links import EditionAuthor, EditionTag
from .event import StoryEvent
from .picture_links import EditionPicture

NOT_ON_CARDS = (
    "body",
    "corrections",
    "canonical_url",
    "search_headline",
    "social_headline",
    "content_hash",
    "source",
    "opens_as",
    "ends_as",
)


class Ordinal(models.Func):
    """An edition's place among those that readers had of its story, from 1. Every article asks: so it is plain SQL."""

    template = "(SELECT COUNT(*) FROM articles_edition AS so_far WHERE so_far.story_id = %(expressions)s)"
    arg_joiner = " AND so_far.live_from <= "
    output_field = models.PositiveIntegerField()


class Listed(models.Aggregate):
    """What stands in some rows, on one line, with commas between."""

    function = "GROUP_CONCAT"
    output_field = models.TextField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **extra)


def barred_pictures() -> Subquery:
    """Which pictures of an edition may not be seen now, by their numbers: their lease is over or has not begun, or
    others have replaced them. Nothing, of nearly all editions.
    """
    now = DatabaseNow()
    barred = Q(picture__replaced_by__isnull=False) | Q(picture__allowed_from__gt=now)
    links = EditionPicture.objects.filter(barred | Q(picture__allowed_until__lte=now), edition=OuterRef("pk"))
    return Subquery(links.order_by().values("edition").annotate(all=Listed("picture")).values("all"))


def portrayed_authors() -> Subquery:
    """The portraits of an edition's authors that may be seen now: slug, key and width of the square crop of each, with
    colons between. Nothing, of most editions.
    """
    portrait = "author__portrait"
    seen = rights.lasting(DatabaseNow(), f"{portrait}__") & Q(**{f"{portrait}__replaced_by": None})
    square = Q(**{f"{portrait}__crops__shape": "square", f"{portrait}__crops__is_current": True})
    told = Concat(
        *("author__slug", Value(":"), f"{portrait}__crops__key", Value(":")),
        Cast(f"{portrait}__crops__width", models.TextField()),
        output_field=models.TextField(),
    )
    links = EditionAuthor.objects.filter(seen & square, edition=OuterRef("pk"))
    return Subquery(links.order_by().values("edition").annotate(all=Listed(told)).values("all"))


class EditionQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> Self:
        """What readers may see at a moment: the only gate there is.

        `at` is an aware datetime; None means the database's own now, so that web servers with wrong clocks agree.
        """
        now = DatabaseNow() if at is None else at
        return self.filter(Q(live_until=None) | Q(live_until__gt=now), live_from__lte=now)

    def opened(self, at: datetime | None = None) -> Self:
        """What readers could see at a moment or some time before it: what an address may have led to."""
        return self.filter(live_from__lte=DatabaseNow() if at is None else at)

    def coming(self, at: datetime | None = None) -> Self:
        """What is scheduled: editions whose window has not opened yet, the next first."""
        return self.filter(live_from__gt=DatabaseNow() if at is None else at).order_by("live_from")

    def pulse(self) -> tuple | None:
        """What is another whenever readers get something else: the last edition made, the last that opened, the last
        that ended, the last thing done. Four glances at indexes; None in a paper without editions.
        """
        opened = self.opened().order_by("-live_from").values("live_from")[:1]
        ended = self.filter(live_until__lte=DatabaseNow()).order_by("-live_until").values("live_until")[:1]
        done = StoryEvent.objects.order_by("-pk").values("pk")[:1]
        now = self.annotate(opened=Subquery(opened), ended=Subquery(ended), done=Subquery(done))
        return now.order_by("-pk").values_list("pk", "opened", "ended", "done").first()

    def in_section(self, section) -> Self:
        """A section's editions, with those of its parts."""
        return self.filter(**({"section": section} if section.parent_id else {"top_section": section}))

    def in_series(self, series) -> Self:
        return self.filter(series=series)

    def from_dateline(self, dateline) -> Self:
        return self.filter(dateline=dateline)

    def published_on(self, day) -> Self:
        """What first appeared on a day, which is a date in the site's zone."""
        return self.filter(published_on=day)

    def by_author(self, author) -> Self:
        """An author's editions, newest first."""
        return self.filter(author_links__author=author).order_by("-author_links__first_published_at", "-pk")

    def about(self, tag) -> Self:
        """A topic's editions, newest first."""
        return self.filter(tag_links__tag=tag).order_by("-tag_links__first_published_at", "-pk")

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("first_published_at", "pk")

    def for_cards(self) -> Self:
        """What a list shows of each edition, in one query."""
        return self.select_related("section").defer(*NOT_ON_CARDS).annotate(barred=barred_pictures())

    def for_reading(self) -> Self:
        """What an article's page shows, in one query; and what is asked of its story and tags as they are now.

        Whether it runs without adverts, whether its history is kept back and what machines may do with it is no part of
        the copy, and not frozen.
        """
        sensitive = EditionTag.objects.filter(edition=OuterRef("pk"), tag__is_sensitive=True)
        no_adverts = ExpressionWrapper(Q(story__no_adverts=True) | Exists(sensitive), BooleanField())
        return self.select_related("section", "section__parent", "series", "dateline").annotate(
            barred=barred_pictures(),
            portrayed=portrayed_authors(),
            no_adverts=no_adverts,
            ordinal=Ordinal(F("story"), F("live_from")),
            no_history=F("story__no_history"),
            machine_use=F("story__machine_use"),
        )

    def for_feeds(self) -> Self:
        """What feeds carry of each edition, in one query, with `ended_at`: when readers last lost any edition."""
        editions: EditionQuerySet = EditionQuerySet(self.model)
        ended = editions.opened().filter(live_until__lte=DatabaseNow()).order_by("-live_until")
        return self.select_related("section", "dateline").annotate(
            barred=barred_pictures(),
            machine_use=F("story__machine_use"),
            ended_at=Subquery(ended.values("live_until")[:1]),
        )

    def with_history(self) -> Self:
        """Those of stories whose earlier editions readers may look at."""
        return self.filter(story__no_history=False) if settings.PUBLIC_HISTORY else self.none()
