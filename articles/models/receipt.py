from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles import hours


class Receipt(models.Model):
    """Proof of when readers could see an edition on one surface of the paper, or no longer could.

    The worker asks for it as a reader does, when a window has opened or ended, until it sees what it should.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", "Opening"
        ENDING = "ending", "Ending"

    class State(models.TextChoices):
        AWAITED = "awaited", "Awaited"
        SEEN = "seen", "Seen"
        NOT_THERE = "not there", "Has no place there"
        OVERTAKEN = "overtaken", "Overtaken"
        GIVEN_UP = "given up", "Given up"

    OWN_PAGE = "article"  # The surface that is a story's own.

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="receipts")
    kind = models.CharField(max_length=10, choices=Kind)
    surface = models.CharField(max_length=20, help_text="Which of `articles.witness.surfaces`.")
    due_at = models.DateTimeField(help_text="When the window opened or ended.")
    state = models.CharField(max_length=10, choices=State, default=State.AWAITED)
    looks = models.PositiveSmallIntegerField(default=0)
    next_look_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="When a look first found it as it should be.")
    missed_at = models.DateTimeField(null=True, help_text="When it was last looked for in vain.")
    late_at = models.DateTimeField(
        null=True, help_text="When it was first looked for in vain though it was late."
    )
    found = models.CharField(max_length=120, blank=True, help_text="What stood there instead.")

    class Meta:
        ordering = ("due_at", "pk")
        indexes = (
            models.Index(
                fields=("next_look_at",),
                condition=Q(next_look_at__isnull=False),
                name="receipt_to_be_looked_for",
            ),
            models.Index(fields=("seen_at",), name="receipt_by_sight"),
            models.Index(
                fields=("late_at",), condition=Q(late_at__isnull=False), name="receipt_that_was_late"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "kind", "surface"), name="a_window_has_one_receipt_for_each_surface"
            ),
            models.CheckConstraint(
                condition=Q(state="seen", seen_at__isnull=False) | ~Q(state="seen") & Q(seen_at=None),
                name="receipt_says_when_it_was_seen",
            ),
            models.CheckConstraint(
                condition=Q(state="awaited", next_look_at__isnull=False)
                | ~Q(state="awaited") & Q(next_look_at=None),
                name="receipt_that_is_awaited_is_looked_for",
            ),
        )

    def __str__(self):
        return f"{self.get_kind_display()} of {self.edition} in {self.surface}: {self.get_state_display()}"

    @property
    def lag(self) -> timedelta | None:
        """How long after its hour it was first seen: at most so long, for nobody looks all the time."""
        return self.seen_at - self.due_at if self.seen_at else None

    @property
    def late_from(self) -> datetime:
        """From when on it is late not to be there."""
        return self.due_at + timedelta(seconds=settings.LATE_AFTER_SECONDS)

    @property
    def complaint(self) -> str:
        """What the desk is told when it is late."""
        wanted = "show it" if self.kind == self.Kind.OPENING else "be without it"
        return (
            f"The {self.surface} was to {wanted} from {hours.to_a_tenth(self.due_at)} on. "
            f"{hours.lasting((self.late_at or self.due_at) - self.due_at)} later there was {self.found}."
        )

    @property
    def is_measured(self) -> bool:
        """Whether its lag says something of the paper, and not only that nobody had looked for a long time."""
        if self.seen_at is None:
            return False
        return self.seen_at - (self.missed_at or self.due_at) < self.late_from - self.due_at
