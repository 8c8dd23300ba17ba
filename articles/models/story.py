from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager

from articles import body, slugs

from .tag import TaggedStory

A_DAY = timedelta(days=1)
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Which way a language is written: `rtl` or `ltr`."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


# What is asked of a story as it is now, and not of its copy: a change holds for readers at once, without a clear.
HOLDS_AT_ONCE = ("machine_use", "no_adverts", "no_history")


class StoryQuerySet(models.QuerySet):
    def budgeted_for(self, day):
        """The stories due on a day, which is a date in the site's zone: as they were ranked, then the most urgent."""
        begins, ends = (datetime.combine(date, time.min, settings.SITE_ZONE) for date in (day, day + A_DAY))
        return self.filter(due_at__gte=begins, due_at__lt=ends).order_by(
            models.F("rank").asc(nulls_last=True), "urgency", "due_at", "pk"
        )

    def in_work(self):
        """What somebody has still to do something with."""
        return self.filter(is_in_work=True)

    def for_desk_list(self):
        """What the desk's list shows of each story, in one query. Its text comes along, for it is counted."""
        return self.select_related("section", "desk", "assignee", "created_by").defer("summary", "ednote")


class Story(models.Model):  # type: ignore[django-manager-missing]  # taggit's base of `tagged` is untyped
    """One piece of journalism: the working copy at the desk. Always mutable, never public.

    Its status says how far the copy is; its editions say what readers have. Only `articles.workflow` moves either.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        FILED = "filed", "Filed"
        CLEARED = "cleared", "Cleared"
        SPIKED = "spiked", "Spiked"
        KILLED = "killed", "Killed"

    class MachineUse(models.TextChoices):
        """What machines may do with what readers have. They are told so, and those that are honest obey."""

        ALL = "all", "Search engines and AI"
        SEARCH = "search", "Search engines alone"
        NONE = "none", "No machine"

    # What readers will get
    headline = models.CharField(max_length=255, blank=True)
    deck = models.TextField(blank=True, help_text="The sentence under the headline.")
    kicker = models.CharField(
        max_length=80, blank=True, help_text="The small line above: what the section does not say."
    )
    slug = models.SlugField(
        max_length=100, blank=True, help_text="Last part of the address. Empty: from the headline."
    )
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, related_name="stories"
    )
    series = models.ForeignKey(
        "articles.Series", models.PROTECT, null=True, blank=True, related_name="stories"
    )
    dateline = models.ForeignKey(
        "articles.Dateline", models.PROTECT, null=True, blank=True, related_name="stories"
    )
    dateline_date = models.DateField(null=True, blank=True, help_text="If the dateline is to carry a day.")
    dateline_text = models.CharField(
        "dateline as printed",
        max_length=200,
        blank=True,
        help_text="Only if it is to read otherwise than the place.",
    )
    body = models.TextField(blank=True)
    summary = models.TextField(
        blank=True, help_text="For lists, feeds and search pages. Empty: the deck serves."
    )
    search_headline = models.CharField(
        max_length=255, blank=True, help_text="For search engines, if it must differ."
    )
    social_headline = models.CharField(
        max_length=255, blank=True, help_text="For shared links, if it must differ."
    )
    lead_picture = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="The picture at its head: its number in the library, alt, is_decorative, caption and credit; of one "
        "from elsewhere url, width and height. Empty: none.",
    )
    language = models.CharField(max_length=12, default="en", help_text="Such as en, fr, ar or pt-BR.")
    urgency = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1), MaxValueValidator(9)], help_text="1 (most) to 9."
    )
    source = models.CharField(
        max_length=120, blank=True, help_text="Whose copy this is, if not ours: an agency."
    )
    canonical_url = models.URLField(blank=True, help_text="Where syndicated copy first stood.")
    tags = TaggableManager(through=TaggedStory, blank=True)
    pictures = models.ManyToManyField(
        "pictures.Picture", through="articles.StoryPicture", related_name="stories", editable=False
    )

    # How readers get it, which is no part of the copy: it holds at once, for all that is out
    machine_use = models.CharField(
        "machines may use it",
        max_length=10,
        choices=MachineUse,
        blank=True,
        help_text="Empty: as its source asks, or else as the paper does.",
    )

    # What the desk needs
    slugline = models.CharField(
        max_length=80, blank=True, help_text="Working name. It must never imply guilt."
    )
    budget_line = models.CharField(
        max_length=200, blank=True, help_text="What it will say, in a sentence, for who plans the day."
    )
    ednote = models.TextField("note for the desk", blank=True, help_text="Never published.")
    desk = models.ForeignKey("articles.Desk", models.PROTECT, null=True, blank=True, related_name="stories")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_stories"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    commissioned_words = models.PositiveIntegerField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="Its place among its section’s on the budget. Empty: none yet.",
    )
    embargoed_until = models.DateTimeField(
        null=True, blank=True, help_text="No path publishes before this moment."
    )
    no_adverts = models.BooleanField(
        "runs without adverts",
        default=False,
        help_text="For stories beside which nothing should be sold. It holds at once, also for what is live.",
    )
    no_history = models.BooleanField(
        "keep its history from readers",
        default=False,
        help_text="Readers cannot look at earlier editions of this story.",
    )

    # What the workflow keeps
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    cleared_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    killed_from = models.DateTimeField(
        null=True,
        editable=False,
        help_text="The hour that was said for its kill. Empty: none, or it was killed at once.",
    )
    after_review_owed = models.BooleanField(default=False, editable=False)
    is_in_work = models.BooleanField(
        default=True,
        editable=False,
        help_text="A draft, filed, or cleared copy of which no edition was made yet.",
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ("-modified_at",)
        verbose_name_plural = "stories"
        indexes = (
            models.Index(fields=("-modified_at",), name="story_last_touched_first"),
            models.Index(fields=("status", "-modified_at"), name="story_by_status"),
            models.Index(fields=("section", "-modified_at"), name="story_by_section"),
            models.Index(fields=("desk", "-modified_at"), name="story_by_desk"),
            models.Index(fields=("language", "-modified_at"), name="story_by_language"),
            models.Index(fields=("assignee", "-modified_at"), name="story_by_assignee"),
            models.Index(fields=("created_by", "-modified_at"), name="story_by_who_began_it"),
            models.Index(fields=("due_at",), name="story_by_due_hour"),
            models.Index(
                fields=("status", "-modified_at"), condition=models.Q(is_in_work=True), name="story_in_work"
            ),
            # Words are looked for in this index alone, the last touched first.
            models.Index(fields=("-modified_at", "headline", "slugline", "slug"), name="story_by_its_names"),
            models.Index(
                fields=("embargoed_until",),
                condition=models.Q(embargoed_until__isnull=False),
                name="story_by_embargo",
            ),
            models.Index(
                fields=("killed_from",),
                condition=models.Q(killed_from__isnull=False),
                name="story_by_hour_of_kill",
            ),
            models.Index(
                fields=("-modified_at",),
                condition=models.Q(after_review_owed=True),
                name="story_owing_an_after_review",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("slug",),
                condition=~models.Q(slug=""),
                name="story_slug_is_its_own",
                violation_error_message="Another story has this slug.",
            ),
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 9)), name="story_urgency_is_1_to_9"),
            models.CheckConstraint(
                condition=models.Q(killed_from=None) | models.Q(status="killed"),
                name="story_with_an_hour_of_kill_is_killed",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="cleared") | models.Q(cleared_revision__isnull=False),
                name="cleared_story_says_what_was_cleared",
            ),
        )
        permissions = (
            ("file_story", "File: hand in copy"),
            ("send_back_story", "Send copy back"),
            ("clear_story", "Clear copy"),
            ("publish_story", "Publish cleared copy"),
            ("schedule_story", "Move or take back what is scheduled"),
            ("correct_story", "Correct what is live"),
            ("spike_story", "Spike and unspike"),
            ("kill_story", "Withdraw what ran"),
            ("emergency_publish_story", "Publish without a clear"),
            ("review_story", "Sign off an after-review"),
        )

    def __str__(self):
        return self.headline or self.slugline or "Untitled"

    def save(self, *args, **kwargs):
        """Tidy our own columns: the text in the grammar, a slug from the headline."""
        self.body = body.clean(self.body)
        if not self.slug and self.headline:
            others = Story.objects.exclude(pk=self.pk)
            self.slug = slugs.unused(self.headline, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    @property
    def is_embargoed(self) -> bool:
        """Whether it is under embargo, by the server's clock: for telling so, and never for publishing."""
        return self.embargoed_until is not None and self.embargoed_until > timezone.now()

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def words(self) -> int:
        """The length of the text, as a commission counts it."""
        return body.word_count(self.body)
