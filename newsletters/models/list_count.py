from django.db import models


class ListCount(models.Model):
    """How many asked for a newsletter on a day, confirmed it, and ended it. Of who did, it holds nothing."""

    newsletter = models.ForeignKey("newsletters.Newsletter", models.CASCADE, related_name="counts")
    day = models.DateField(help_text="In the paper’s zone.")
    asked = models.PositiveIntegerField("signed up", default=0)
    confirmed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField("unsubscribed", default=0)

    class Meta:
        ordering = ("-day", "newsletter")
        constraints = (
            models.UniqueConstraint(fields=("newsletter", "day"), name="one_list_count_a_newsletter_and_day"),
        )

    def __str__(self):
        return f"{self.newsletter}, {self.day}"
