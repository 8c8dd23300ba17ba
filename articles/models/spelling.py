from django.db import models


class Spelling(models.Model):
    """A word of headlines, names, topics or places, under a key by which somebody who misspells it finds it.

    It may come from copy that readers have not got, or no longer: it is offered only after a look through the gate.
    """

    key = models.CharField(max_length=32)
    word = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "word"), name="spelling_is_known_once"),)

    def __str__(self):
        return self.word
