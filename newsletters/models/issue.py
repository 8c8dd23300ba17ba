from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse

from articles.clock import DatabaseNow
from articles.models import Hold

from .delivery import Delivery
from .issue_event import IssueEvent


def _is_held() -> Q:
    """Whether an issue that is scheduled waits for a release: what somebody sends at once does not."""
    stands = Exists(Hold.objects.filter(released_at=None))
    at_once = IssueEvent.objects.filter(issue=OuterRef("pk"), verb="send_now", sends_at=OuterRef("sends_at"))
    return Q(state=Issue.State.SCHEDULED) & stands & ~Exists(at_once)


class IssueQuerySet(models.QuerySet):
    def archived(self) -> Self:
        """What has gone out: by the database’s clock, or at the moment at which somebody stands."""
        return self.filter(frozen_at__lte=DatabaseNow())

    def past(self) -> Self:
        """What readers may look back on: all that has gone out, but for what was stopped before anybody had it."""
        had = Delivery.objects.accepted().filter(issue=OuterRef("pk"))
        return self.archived().filter(~Q(state=Issue.State.STOPPED) | Exists(had))

    def for_readers(self) -> Self:
        """Those of newsletters that have a page."""
        return self.exclude(newsletter__audience="staff")

    def due(self) -> Self:
        """What is to leave now, by the database's clock, and has not begun to."""
        return self.filter(state=Issue.State.SCHEDULED, sends_at__lte=DatabaseNow())

    def with_hold(self) -> Self:
        """With whether each is held (`is_held`): it waits for a release too."""
        return self.annotate(is_held=ExpressionWrapper(_is_held(), BooleanField()))

    def not_held(self) -> Self:
        return self.filter(~_is_held())

    def leaving(self) -> Self:
        """What workers send now."""
        return self.filter(state=Issue.State.SENDING)


class Issue(models.Model):
    """One issue of a newsletter: put together at the desk or by its rule, then frozen and sent to all who have it."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SCHEDULED = "scheduled", "Scheduled"
        SENDING = "sending", "Being sent"
        PAUSED = "paused", "Paused"
        STOPPED = "stopped", "Stopped"
        SENT = "sent", "Sent"

    newsletter = models.ForeignKey("newsletters.Newsletter", models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    subject = models.CharField(
        max_length=150, blank=True, help_text="Empty: the headline of its first story."
    )
    preheader = models.CharField(
        max_length=200,
        blank=True,
        help_text="What mailboxes show after the subject. Empty: the next headlines.",
    )
    intro = models.TextField(blank=True, help_text="In the grammar of a story’s body.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    is_filled = models.BooleanField(
        default=False, help_text="Filled by its newsletter’s rule when it leaves."
    )

    sends_at = models.DateTimeField(null=True, blank=True)
    sends_as = models.CharField(
        max_length=80,
        blank=True,
        help_text="The hour on the wall for which it was set, as `articles.wall` keeps it.",
    )
    planned_for = models.DateTimeField(
        null=True,
        editable=False,
        help_text="The hour of its newsletter’s rule for which it was made by itself.",
    )
    frozen_at = models.DateTimeField(null=True, editable=False, help_text="When sending began.")
    content = models.JSONField(
        default=dict,
        editable=False,
        help_text="What was sent: subject, preheader, intro, stories as printed.",
    )
    listed_to = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="The last subscription for which there is a delivery."
    )
    is_listed = models.BooleanField(
        default=False, editable=False, help_text="Everybody who had it when it was frozen has a delivery."
    )
    moved_at = models.DateTimeField(
        null=True, editable=False, help_text="When a worker last had it in hand, while it is being sent."
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    said = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why it is paused or stopped."
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        permissions = (("send_issue", "Can schedule, send, pause and stop an issue"),)
        indexes = (
            models.Index(fields=("sends_at",), condition=Q(state="scheduled"), name="issue_to_be_sent"),
            models.Index(fields=("newsletter", "-frozen_at"), name="issue_archive"),
            models.Index(
                fields=("-frozen_at", "-id"), condition=Q(frozen_at__isnull=False), name="issue_by_departure"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("newsletter", "number"), name="issue_number_is_its_own"),
            models.UniqueConstraint(
                fields=("newsletter", "planned_for"), name="an_hour_of_a_rule_has_one_issue"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(sends_at__isnull=False),
                name="scheduled_issue_has_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "scheduled"), frozen_at=None)
                | Q(state__in=("sending", "paused", "stopped", "sent"), frozen_at__isnull=False),
                name="issue_is_frozen_when_it_is_sent",
            ),
        )

    def __str__(self):
        return f"{self.newsletter} {self.number}"

    def get_absolute_url(self):
        return reverse("newsletter_issue", args=[self.newsletter.slug, self.number])
