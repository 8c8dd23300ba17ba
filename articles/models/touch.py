from django.db import models


class Touch(models.Model):
    """That readers' pages differ from here on: what bears one of its tags is made anew.

    Written in the transaction that changes what readers see, so that no process can miss it.
    """

    tags = models.JSONField(help_text="As pages bear them: story:…, section:…, front.")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "touches"
        indexes = (models.Index(fields=("at",), name="touch_by_moment"),)

    def __str__(self):
        return " ".join(self.tags)
