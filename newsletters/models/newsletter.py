from datetime import time
from email.utils import formataddr
from typing import Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles import wall
from articles.models.story import direction

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST = 30  # stories in an issue
PAST_ISSUES = "newsletters"  # What pages bear that show past issues of all of them.
RESERVED = frozenset({"asked", "end", "go", "no", "reports", "yes", "yours"})  # parts of other addresses


def known_zone(name: str) -> None:
    if wall.zone_called(name) is None:
        raise ValidationError(f"Nobody knows the zone “{name}”: name it as in Europe/Paris.")


class NewsletterQuerySet(models.QuerySet):
    def in_the_open(self) -> Self:
        """Those that the paper speaks of by itself."""
        return self.filter(audience=Newsletter.Audience.OPEN)

    def for_readers(self) -> Self:
        """Those that have a page, be it that nothing leads there. Of the others readers learn nothing."""
        return self.exclude(audience=Newsletter.Audience.STAFF)


class Newsletter(models.Model):
    """A list that letters go out to: whose it is, what it promises, who writes it, when it leaves and with what."""

    class Audience(models.TextChoices):
        OPEN = "open", "Every reader"
        LINK = "link", "Who has the link"
        STAFF = "staff", "The newsroom"

    class Rule(models.TextChoices):
        CHOSEN = "chosen", "An editor chooses"
        LATEST = "latest", "The latest stories"
        URGENT = "urgent", "The most urgent stories"

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text="Its name in addresses.")
    promise = models.CharField(max_length=200, help_text="What readers get, and how often, in a sentence.")
    language = models.CharField(max_length=12, default="en", help_text="Such as en, fr, ar or pt-BR.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place among the others.")
    audience = models.CharField(
        "who can have it",
        max_length=10,
        choices=Audience,
        default=Audience.OPEN,
        help_text="Every reader: in the box and on the page of all newsletters. Who has the link: on its own page, "
        "to which nothing leads. The newsroom: all who may enter the desk, without signing up; readers learn "
        "nothing of it, and it stays so.",
    )
    is_offered = models.BooleanField(
        "readers may sign up", default=True, help_text="Off: it goes to those who have it, and takes nobody."
    )
    is_suggested = models.BooleanField(
        "chosen beforehand", default=False, help_text="Whether its box is ticked on the page."
    )

    sender_name = models.CharField(max_length=80, help_text="As it stands in a mailbox.")
    sender_address = models.EmailField(help_text="Of a domain that may send for the paper.")
    reply_to = models.EmailField("answers go to", blank=True, help_text="Empty: to the sender.")

    days = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^0?1?2?3?4?5?6?\Z", "Days are 0 (Monday) to 6 (Sunday), in order.")],
        help_text="On which days it leaves, 0 for Monday to 6 for Sunday. Empty: when an editor says so.",
    )
    hour = models.TimeField("leaves at", default=time(6), help_text="By the clocks of its zone.")
    zone = models.CharField(max_length=40, default="UTC", validators=[known_zone])

    rule = models.CharField("what goes into it", max_length=10, choices=Rule, default=Rule.CHOSEN)
    sections = models.ManyToManyField(
        "articles.Section", blank=True, related_name="+", help_text="With their parts. None: any."
    )
    topics = models.ManyToManyField("articles.Tag", blank=True, related_name="+", help_text="None: any.")
    most_stories = models.PositiveSmallIntegerField(
        "stories at most", default=8, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    least_stories = models.PositiveSmallIntegerField(
        "and at least",
        default=1,
        help_text="With fewer it waits for an editor, and does not leave by itself.",
    )

    counts_clicks = models.BooleanField(
        "counts how often its links are followed",
        default=False,
        help_text="How often, and never by whom. Links then lead over the paper’s own address.",
    )

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug="") & ~Q(sender_address=""), name="newsletter_has_its_facts"
            ),
            models.CheckConstraint(
                condition=Q(most_stories__range=(1, MOST)), name="newsletter_has_1_to_30_stories"
            ),
            models.CheckConstraint(
                condition=~Q(audience="staff") | Q(is_offered=False, is_suggested=False, counts_clicks=False),
                name="a_newsletter_of_the_newsroom_takes_no_reader",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("newsletter", args=[self.slug])

    def clean(self):
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” already means something else under /newsletter/."})

    @property
    def is_for_staff(self) -> bool:
        return self.audience == self.Audience.STAFF

    @property
    def is_in_the_open(self) -> bool:
        return self.audience == self.Audience.OPEN

    @property
    def sender(self) -> str:
        """Whom its letters are from, in one line, as it stands in their heads."""
        return formataddr((" ".join(self.sender_name.split()), self.sender_address))

    @property
    def sender_domain(self) -> str:
        return self.sender_address.rpartition("@")[2]

    def next_number(self) -> int:
        """That of its next issue. Whoever makes one holds the newsletter locked."""
        last = self.issues.order_by("-number").values_list("number", flat=True).first()
        return (last or 0) + 1

    @property
    def tag(self) -> str:
        """What pages bear that show issues of it."""
        return f"newsletter:{self.slug}"

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def own_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def fills_itself(self) -> bool:
        """Whether its issues are filled by its rule, and leave without an editor."""
        return self.rule != self.Rule.CHOSEN
