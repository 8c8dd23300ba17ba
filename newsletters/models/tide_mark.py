from django.db import models


class TideMark(models.Model):
    """How far sending has come: one row, and one number, which rises before letters leave."""

    reached = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.reached)
