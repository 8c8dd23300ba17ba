from django.conf import settings
from django.db import models


class Note(models.Model):
    """A remark from one colleague to others about a story. Never published."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    by_name = models.CharField(max_length=150, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at",)

    def __str__(self):
        return f"{self.by_name}: {self.text}"
