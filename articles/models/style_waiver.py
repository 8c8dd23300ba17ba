from django.conf import settings
from django.db import models


class StyleWaiver(models.Model):
    """“Not here”: words that house style asks about, and that the desk let stand in one story."""

    LONGEST = 200  # Characters of the words; a longer sentence is known by its beginning.

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="style_waivers")
    rule = models.SlugField(max_length=40, db_index=False)
    words = models.CharField(max_length=LONGEST, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("story", "rule", "words"), name="style_is_waived_once_for_the_same_words"
            ),
        )

    def __str__(self):
        return f"{self.rule}: “{self.words}” may stand"
