from django.db import models


class Placement(models.TextChoices):
    """Where on the paper an advert may stand. Templates have the places, `advert.css` keeps their room."""

    MASTHEAD = "masthead", "Under the masthead of the front and of sections"
    BETWEEN_SECTIONS = "between-sections", "Between the sections of the front"
    IN_BODY = "text", "In the text of a story, at its breaks"
