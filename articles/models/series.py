from django.db import models
from django.urls import reverse


class Series(models.Model):
    """Stories over time under one title."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    description = models.TextField(blank=True, help_text="What the series is about, for readers.")

    class Meta:
        ordering = ("title",)
        verbose_name_plural = "series"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("series", args=[self.slug])
