from django.db import models
from django.urls import reverse

from articles import slugs


class Dateline(models.Model):
    """A place that a reporter was in. Without being there, no dateline (AP)."""

    place = models.CharField(max_length=120, help_text="The city alone: Beira.")
    full_place = models.CharField(
        max_length=200, blank=True, help_text="With the country or state: Beira, Mozambique."
    )
    slug = models.SlugField(
        max_length=120, unique=True, blank=True, help_text="Empty: made from the full place."
    )
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 letters, such as MZ.")
    latitude = models.FloatField(null=True, blank=True, help_text="Degrees, north positive.")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees, east positive.")
    time_zone = models.CharField(max_length=64, blank=True, help_text="Such as Africa/Maputo.")
    stands_alone = models.BooleanField(
        default=False, help_text="The city is printed without its country (AP list)."
    )

    class Meta:
        ordering = ("place",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="dateline_is_on_the_globe",
                violation_error_message="Give both latitude (−90 to 90) and longitude (−180 to 180), or neither.",
            ),
        )

    def __str__(self):
        return self.full_place or self.place

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Dateline.objects.exclude(pk=self.pk)
            self.slug = slugs.unused(str(self), lambda slug: others.filter(slug=slug).exists()) or "place"
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("dateline", args=[self.slug])

    @property
    def lies_in(self) -> str:
        """What its full name adds to the city: “Mozambique”."""
        return self.full_place.removeprefix(self.place).lstrip(" ,")

    @property
    def printed(self) -> str:
        """As it stands at the head of a story: the city in capitals, and its country unless it stands alone (AP)."""
        city = self.place.upper()
        if self.stands_alone or not self.full_place:
            return city
        return self.full_place.replace(self.place, city, 1)
