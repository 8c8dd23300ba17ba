"""What the wires remember."""

from django.db import models


class Arrival(models.Model):
    """That something came in, and which story it became: the same thing never comes in twice."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="arrivals")
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what came, as it came.")
    origin = models.CharField(max_length=255, help_text="The file it stood in, and the line.")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.story}, from {self.origin}"
