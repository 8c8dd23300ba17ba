from django.db import models


class IssueStory(models.Model):
    """A story in an issue: at its place, and as what."""

    class Why(models.TextChoices):
        CHOSEN = "chosen", "Chosen"
        FILLED = "filled", "By the rule"
        CORRECTED = "corrected", "Corrected since it was sent"
        UPDATED = "updated", "Updated since it was sent"

    issue = models.ForeignKey("newsletters.Issue", models.CASCADE, related_name="stories")
    story = models.ForeignKey("articles.Story", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why, default=Why.CHOSEN)
    is_left_out = models.BooleanField(
        default=False, help_text="Came by itself, and an editor took it out: it does not come back."
    )
    edition = models.ForeignKey(
        "articles.Edition",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="What readers had of it when the issue was frozen. Empty as well: it was recalled since.",
    )

    class Meta:
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("story", "issue"), name="issue_story_by_story"),)
        constraints = (
            models.UniqueConstraint(fields=("issue", "story"), name="a_story_stands_in_an_issue_once"),
        )

    def __str__(self):
        return f"{self.issue}: {self.story}"
