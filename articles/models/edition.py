from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from articles import body as grammar
from articles.moments import NEVER
from articles.pictured import BODY, GALLERY, LEAD, numbers_of
from pictures import names
from pictures.prints import Print
from pictures.shapes import NARROW

from .correction import Correction
from .edition_queryset import EditionQuerySet, barred_pictures
from .prints import lead_of, prints_of
from .revision import Revision, digest
from .story import direction

# What is frozen: all that a reader reads. The window around it can move while it lies ahead.
FROZEN_FIELDS = (
    "headline",
    "deck",
    "kicker",
    "slug",
    "section_id",
    "series_id",
    "dateline_id",
    "dateline_text",
    "body",
    "summary",
    "lead_picture",
    "search_headline",
    "social_headline",
    "language",
    "urgency",
    "source",
    "canonical_url",
    "bylines",
    "tags",
    "corrections",
    "words",
)
# Of these, what is made from the content, and not taken as it is.
MADE = ("body", "lead_picture")
# About as many characters as search engines show of a page.
INTRODUCTION = 160


class Edition(models.Model):
    """What readers get: a frozen copy of a story, with the window in which they get it.

    Made, moved and ended by `articles.workflow` alone. Nothing has to run when a window opens or closes.
    """

    story = models.ForeignKey("articles.Story", models.PROTECT, related_name="editions")
    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()

    headline = models.CharField(max_length=255)
    deck = models.TextField(blank=True)
    kicker = models.CharField(max_length=80, blank=True)
    slug = models.SlugField(max_length=100)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="editions")
    top_section = models.ForeignKey("articles.Section", models.PROTECT, related_name="+")
    series = models.ForeignKey("articles.Series", models.PROTECT, null=True, related_name="editions")
    dateline = models.ForeignKey("articles.Dateline", models.PROTECT, null=True, related_name="editions")
    dateline_text = models.CharField(max_length=250, blank=True)
    body = models.TextField(help_text="As readers get it: references rendered, the dateline at its head.")
    summary = models.TextField(blank=True)
    lead_picture = models.JSONField(default=dict)
    pictures = models.ManyToManyField(
        "pictures.Picture", through="articles.EditionPicture", related_name="editions"
    )
    search_headline = models.CharField(max_length=255, blank=True)
    social_headline = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=12)
    urgency = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)
    canonical_url = models.URLField(blank=True)
    bylines = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    words = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)

    path = models.CharField(max_length=130, db_index=True)
    published_on = models.DateField(
        help_text="The day of first publication in the site's zone, as in the address."
    )
    first_published_at = models.DateTimeField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, help_text="The end in force. Empty: open.")
    expires_at = models.DateTimeField(
        null=True, help_text="The end an editor wished, kept apart from the end in force."
    )

    # The hour on the wall for which a window was set, as `articles.wall` keeps it.
    opens_as = models.CharField(max_length=80, blank=True, help_text="Empty: at once.")
    ends_as = models.CharField(max_length=80, blank=True, help_text="Empty: no end was wished.")
    held_from = models.DateTimeField(
        null=True, help_text="The hour that is planned, while everything is held. Empty: it is not held."
    )
    held_until = models.DateTimeField(
        null=True, help_text="The end that was wished, while it or what was to follow it is held."
    )

    updated_before = models.DateTimeField(
        null=True, help_text="When it was last updated in substance, if what this edition changed is slight."
    )

    # What the database said of it, word for word, where a prepared question has asked.
    row: tuple | None = None

    # Whether its page carries no adverts, where `for_reading` has asked.
    no_adverts: bool

    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    # What `for_reading` adds: its place among those that readers had, and whether they may look at the others.
    ordinal = 1
    no_history = True
    machine_use = ""  # What its story says of machines, where a page has asked.
    ended_at: datetime | None = None  # When readers last lost anything, where a feed has asked.

    # The portraits of its authors, where a page has asked.
    portrayed: str | None = None

    # What stands in for pictures of it that may not be seen, where somebody who shows it has asked.
    stand_ins: Mapping[int, Print | None] = {}

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-first_published_at", "-pk")
        permissions = (("see_any_moment", "See the paper as of any moment, past or coming"),)
        indexes = (
            models.Index(fields=("-first_published_at", "-id"), name="edition_newest_first"),
            models.Index(fields=("section", "-first_published_at", "-id"), name="edition_by_section"),
            models.Index(fields=("top_section", "-first_published_at", "-id"), name="edition_by_top_section"),
            models.Index(fields=("dateline", "-first_published_at", "-id"), name="edition_by_dateline"),
            models.Index(fields=("series", "first_published_at", "id"), name="edition_by_series"),
            models.Index(fields=("published_on", "-first_published_at", "-id"), name="edition_by_day"),
            models.Index(fields=("live_from",), name="edition_by_opening"),
            # Without the open ones: over them all, SQLite would take it for the gate and sort what it found.
            models.Index(
                fields=("live_until",), condition=Q(live_until__isnull=False), name="edition_by_ending"
            ),
            # Places and days are counted in an index alone. The end stands before the beginning in it: the other way
            # round, SQLite would take it for the gate and sort all that it found.
            models.Index(fields=("dateline", "live_until", "live_from"), name="edition_window_by_dateline"),
            models.Index(fields=("published_on", "live_until", "live_from"), name="edition_window_by_day"),
            models.Index(fields=("slug",), name="edition_by_slug"),
            models.Index(
                fields=("held_from",), condition=Q(held_from__isnull=False), name="edition_by_held_hour"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("story", "number"), name="edition_number_is_its_own_in_a_story"),
            models.UniqueConstraint(fields=("story", "live_from"), name="no_two_editions_start_at_once"),
            models.UniqueConstraint(
                fields=("story",), condition=Q(live_until=None), name="story_has_one_open_ended_edition"
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="edition_window_is_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("live_from")),
                name="edition_expires_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(live_until__lte=F("expires_at"), live_until__isnull=False),
                name="edition_ends_no_later_than_wished",
            ),
            models.CheckConstraint(
                condition=Q(held_from=None, live_from__lt=NEVER)
                | Q(held_from__isnull=False, live_from__gte=NEVER),
                name="held_edition_is_out_of_reach",
            ),
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(expires_at=None),
                name="edition_ends_as_wished_or_is_held",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at__lte=F("live_from")),
                name="edition_opens_no_earlier_than_the_first",
            ),
            models.CheckConstraint(
                condition=~Q(headline="") & ~Q(slug="") & ~Q(body="") & ~Q(path=""),
                name="edition_has_its_facts",
            ),
        )

    def __str__(self):
        return f"{self.headline} (edition {self.number})"

    def get_absolute_url(self):
        return self.path

    @classmethod
    def frozen(cls, revision: Revision, *, corrections: list[dict], **window) -> Self:
        """The edition that a revision makes: its content rendered and sealed, not saved yet.

        `corrections` are all those that readers of it are to see, as plain data, newest first; `window` holds the
        columns around the content (number, live_from, …). Needs `top_section`, which the revision does not know.
        """
        content = revision.content
        prints = prints_of(numbers_of(content))
        rendered = grammar.render(content["body"], language=content["language"], pictures=prints)
        if content["dateline_printed"]:
            rendered = grammar.insert_dateline(rendered, content["dateline_printed"])
        edition = cls(
            story_id=revision.story_id,
            revision=revision,
            **{field: content[field] for field in FROZEN_FIELDS if field in content and field not in MADE},
            section_id=content["section"],
            series_id=content["series"],
            dateline_id=content["dateline"],
            body=rendered,
            lead_picture=lead_of(content, prints),
            words=grammar.word_count(content["body"]),
            corrections=corrections,
            **window,
        )
        edition.dateline_text = content["dateline_printed"]
        edition.content_hash = edition.fingerprint()
        return edition

    def fingerprint(self) -> str:
        """What the seal must read as long as nobody has touched what was frozen."""
        sealed = {field: getattr(self, field) for field in FROZEN_FIELDS}
        if not self.lead_picture:
            del sealed["lead_picture"]  # as seals read before stories had pictures
        return digest(sealed)

    def place_at(self, first_published_at: datetime) -> None:
        """Set the hour of the story's first publication, and with it the address: its date is in the site's zone."""
        self.first_published_at = first_published_at
        self.published_on = first_published_at.astimezone(settings.SITE_ZONE).date()
        day = self.published_on
        self.path = reverse("story", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}", self.slug])

    @property
    def mark(self) -> str:
        """What its page and its card bear, so that whoever looks can tell it from every other edition.

        It betrays nothing: numbers left out would tell how much is to come. Empty for what was never saved.
        """
        return _mark(self.pk) if self.pk else ""

    @property
    def is_held(self) -> bool:
        """Whether it waits for a release, beside its hour."""
        return self.held_from is not None

    @property
    def opens_at(self) -> datetime:
        """The hour that is planned for it: the one to show at the desk."""
        return self.held_from or self.live_from

    @property
    def closes_at(self) -> datetime | None:
        """The end that is wished for it."""
        return self.held_until or self.expires_at

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def search_title(self) -> str:
        return self.search_headline or self.headline

    @property
    def social_title(self) -> str:
        return self.social_headline or self.headline

    @property
    def description(self) -> str:
        """A sentence or two for lists, feeds and search pages."""
        return self.summary or self.deck

    @property
    def introduction(self) -> str:
        """What stands under its headline where others show it: its description, or else how its text begins."""
        return self.description or grammar.shortened(grammar.first_paragraph(self.body), INTRODUCTION)

    @property
    def reading_minutes(self) -> int:
        """How long it takes to read."""
        return grammar.reading_minutes(self.words)

    @property
    def history_url(self) -> str:
        """Where readers see what became of the story so far; empty if there is nothing to see, or it is kept back."""
        is_open = settings.PUBLIC_HISTORY and not self.no_history
        return f"{self.path}history/" if is_open and self.ordinal > 1 else ""

    @cached_property
    def barred(self) -> str | None:
        """Which of its pictures may not be seen now, by their numbers. Whoever reads editions has asked it along."""
        asked = Edition.objects.filter(pk=self.pk).values_list(barred_pictures(), flat=True)
        return asked.first() if self.pk else None

    @property
    def barred_pictures(self) -> list[int]:
        return [int(number) for number in self.barred.split(",")] if self.barred else []

    @property
    def picture(self) -> dict:
        """What readers see at its head now: its picture, what stands in for that, or nothing."""
        number = self.lead_picture.get("picture")
        if number is None or number not in self.barred_pictures:
            return self.lead_picture
        other = self.stand_ins.get(number)
        return asdict(other) if other else {}

    @property
    def text(self) -> SafeString:
        """Its text as readers get it now: what may not be seen gives way to what stands in for it, or to nothing."""
        others = {number: self.stand_ins.get(number) for number in self.barred_pictures}
        return mark_safe(grammar.fill_pictures(self.body, others))

    @property
    def may_be_pictured(self) -> bool:
        """Whether a picture of the library stands at its head, or in as much as was read of its text."""
        in_text = "data-picture" in vars(self).get("body", "")
        return "picture" in self.lead_picture or in_text or bool(self.portrayed)

    @property
    def portraits(self) -> dict[str, str]:
        """The portraits of its authors that may be seen now: the slug of each, and where the smallest print is."""
        told = (one.split(":") for one in self.portrayed.split(",")) if self.portrayed else ()
        return {slug: names.address(key, min(int(width), NARROW[0]), "webp") for slug, key, width in told}

    @property
    def bylines_shown(self) -> list[dict]:
        """Its credits, each with the portrait that may be seen of whoever it names."""
        portraits = self.portraits
        return [byline | {"portrait": portraits.get(byline["slug"], "")} for byline in self.bylines]

    @property
    def pictures_shown(self) -> list[tuple[int, str]]:
        """The pictures that were frozen with it, by their numbers, and where each stands; each once in a place."""
        lead = self.lead_picture.get("picture")
        places = [(lead, LEAD)] if lead else []
        places += [(number, GALLERY if held else BODY) for number, held in grammar.pictures_in(self.body)]
        return list(dict.fromkeys(places))

    @property
    def corrections_told(self) -> list[dict]:
        """What readers are told of this story so far, newest first: kind, label, text, from when (aware), and whether
        it stands over the text."""
        kinds = Correction.Kind
        return [
            {
                "kind": told["kind"],
                "label": kinds(told["kind"]).label,
                "text": told["note"],
                "at": datetime.fromisoformat(told["at"]) if told["at"] else self.live_from,
                "at_top": told.get("at_top", False),
            }
            for told in self.corrections
        ]

    @property
    def updated_at(self) -> datetime:
        """When readers were last given something new of it: a slight correction does not count."""
        return self.updated_before or self.opens_at

    @property
    def is_updated(self) -> bool:
        """Whether readers had an earlier edition of this story that said something else."""
        return self.updated_at > self.first_published_at


@lru_cache(10_000)
def _mark(pk: int) -> str:
    return salted_hmac("articles.edition", str(pk), algorithm="sha256").hexdigest()[:12]
