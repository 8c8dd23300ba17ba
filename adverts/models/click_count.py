from django.db import models


class ClickCount(models.Model):
    """How often an advert was followed on a day of the paper's own zone. Nothing is kept of who did."""

    creative = models.ForeignKey("adverts.Creative", models.CASCADE, related_name="click_counts")
    day = models.DateField()
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-day", "creative")
        constraints = (
            models.UniqueConstraint(fields=("creative", "day"), name="creative_is_counted_once_a_day"),
        )

    def __str__(self):
        return f"{self.creative}, {self.day}: {self.clicks}"
