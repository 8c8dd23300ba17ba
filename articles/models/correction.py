from django.db import models


class Correction(models.Model):
    """What readers are told about a story that changed after it ran. An error of fact is *called* a correction."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        UPDATE = "update", "Update"
        EDITORS_NOTE = "editors_note", "Editor’s note"
        RETRACTION = "retraction", "Retraction"

    story = models.ForeignKey("articles.Story", models.PROTECT, related_name="corrections")
    edition = models.ForeignKey(
        "articles.Edition",
        models.CASCADE,
        related_name="own_corrections",
        help_text="The edition that first carried it; for a retraction, the last that ran.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    note = models.TextField(help_text="What readers read: what was wrong, and what is right.")
    at_top = models.BooleanField(
        "stands over the text",
        default=False,
        help_text="Else under it, with a line over the text that leads there.",
    )
    is_slight = models.BooleanField(
        "slight", default=False, help_text="A comma: the hour at which the story says it was updated stays."
    )
    at = models.DateTimeField(help_text="From when readers see it.")

    live = None  # The live edition of its story, where a page has looked for it.

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("-at",), name="correction_newest_first"),)
        constraints = (models.CheckConstraint(condition=~models.Q(note=""), name="correction_says_what"),)

    def __str__(self):
        return f"{self.get_kind_display()}: {self.note}"
