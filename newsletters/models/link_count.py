from django.db import models

LONGEST = 2000


class LinkCount(models.Model):
    """How often a link of an issue was followed, where its newsletter counts that: a number, and nobody’s name."""

    issue = models.ForeignKey("newsletters.Issue", models.CASCADE, related_name="link_counts")
    number = models.PositiveSmallIntegerField(help_text="Its place among the issue’s links.")
    link = models.CharField(max_length=LONGEST)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("issue", "number")
        constraints = (models.UniqueConstraint(fields=("issue", "number"), name="a_link_has_its_own_number"),)

    def __str__(self):
        return self.link
