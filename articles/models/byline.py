from django.db import models


class Byline(models.Model):
    """A credit on a story, in order: who, and for what."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", models.PROTECT, related_name="bylines")
    role = models.CharField(
        max_length=60, blank=True, help_text="Photographs, data, translation. Empty means words."
    )
    position = models.PositiveSmallIntegerField(default=0)
    credit = models.CharField(
        "credit line", max_length=120, blank=True, help_text="How the name reads here, if not as usual."
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("story", "author", "role"),
                name="byline_credits_an_author_once_a_role",
                violation_error_message="This author already has this role here.",
            ),
        )

    def __str__(self):
        return f"{self.credit or self.author}, {self.role}" if self.role else self.credit or str(self.author)
