from django.db import models


class Pace(models.Model):
    """How many letters a provider may be sent at this moment: a bucket that fills by the second."""

    domain = models.CharField(max_length=253, unique=True)
    left = models.FloatField(help_text="Letters that may go, as of then.")
    as_of = models.DateTimeField()

    class Meta:
        ordering = ("domain",)
        verbose_name_plural = "paces"

    def __str__(self):
        return self.domain
