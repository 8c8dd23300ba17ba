"""How pictures are asked for: what readers may fetch, what may be used for what, what is said of them."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Cast, Now
from django.db.models.lookups import Contains

from pictures import rights, uses, ways


class PictureQuerySet(models.QuerySet):
    def allowed(self, at: datetime | None = None) -> Self:
        """Those whose lease has begun and not ended, at a moment or by the database's own clock.

        Nothing has to run when a lease ends: from that instant the row is not found here.
        """
        return self.filter(rights.lasting(Now() if at is None else at))

    def public(self) -> Self:
        """What readers may fetch: allowed now, and shown to them by something that is live (`pictures.uses`).

        What that shows may be another picture's place. Who was replaced is not public any more.
        """
        shown = uses.shown()
        for way, left in ways.taken(Now()).items():
            leading = self._all().filter(uses.shown(), left, **{way: models.OuterRef("pk")})
            shown |= models.Q(models.Exists(leading))
        return self.allowed().filter(shown, replaced_by=None)

    def saying(self, words: str) -> Self:
        """Those in whose texts each of the words stands, wherever."""
        found = self
        for word in words.casefold().split():
            found = found.filter(search_text__contains=word)
        return found

    def naming(self, text: str, *columns: str) -> Self:
        """Those in one of whose columns a text stands, in capitals or not.

        By a pattern, for of SQLite's own comparisons none knows that Łódź and łódź are one: it is put to those alone
        that say the words at all.
        """
        patterns = ((f"{column}__iregex", re.escape(text)) for column in columns)
        return self.saying(text).filter(models.Q(*patterns, _connector="OR"))

    def credited_to(self, name: str) -> Self:
        return self.naming(name, "credit", "byline")

    def allowing(self, use: str) -> Self:
        """Those whose terms do not deny a use."""
        return self.exclude(_names("denied_uses", use))

    def denying(self, use: str) -> Self:
        """Those whose terms deny a use."""
        return self.filter(_names("denied_uses", use))

    def denied_to(self, sections: Collection[str]) -> Self:
        """Those whose terms deny one of some sections, by their slugs."""
        return self.filter(models.Q(*(_names("denied_sections", one) for one in sections), _connector="OR"))

    def seen(self, by_readers: bool) -> Self:
        """Those that readers have now, or the others."""
        public = self._all().public().values("pk")
        return self.filter(pk__in=public) if by_readers else self.exclude(pk__in=public)

    def in_use(self) -> Self:
        """Those that something uses: copy, what readers have or had, or another picture that they stand in for."""
        return self.filter(self._in_use())

    def unused(self) -> Self:
        return self.exclude(self._in_use())

    def with_thumbs(self) -> Self:
        """For lists: with the crops that are in force."""
        from pictures.models.crop import Crop

        current = models.Prefetch("crops", Crop.objects.filter(is_current=True), to_attr="current_crops")
        return self.prefetch_related(current)

    def _all(self) -> "PictureQuerySet":
        """All pictures, whatever was asked so far."""
        return PictureQuerySet(self.model)

    def _in_use(self) -> models.Q:
        for_others = models.Q(fallback=models.OuterRef("pk")) | models.Q(replaced_by=models.OuterRef("pk"))
        return uses.used() | models.Q(models.Exists(self._all().filter(for_others)))


def _names(column: str, name: str) -> Contains:
    """Whether a list of names has one. It is looked into as text, which every database can."""
    return Contains(Cast(column, models.TextField()), f'"{name}"')
