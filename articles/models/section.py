from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

# First parts of addresses that are not sections, now or by the design.
RESERVED = frozenset(
    "accounts admin adverts api by corrections feed from healthz llms media metrics newsletter news-sitemap offline "
    "readyz robots saved search series settings sitemap static topics".split()
)


class SectionQuerySet(models.QuerySet):
    def top(self):
        return self.filter(parent=None)

    def names(self) -> dict[str, str]:
        """Slug → name, in their order: for whoever keeps to slugs."""
        return dict(self.values_list("slug", "name"))

    def lineage_of(self, slug: str) -> dict[str, str]:
        """The same of one section and of what it is a part of."""
        return self.filter(models.Q(slug=slug) | models.Q(children__slug=slug)).names()


class Section(models.Model):
    """What readers browse: World, Culture. Two levels, and no more."""

    name = models.CharField(max_length=60)
    slug = models.SlugField(
        max_length=60, unique=True, help_text="The section’s address. It stays once it is given."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        help_text="Only for a part of another section, such as Africa in World.",
    )
    description = models.TextField(blank=True, help_text="A sentence for readers at the head of the section.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Small numbers come first.")
    four_eyes = models.BooleanField(
        "asks for four eyes",
        default=False,
        help_text="Copy is cleared by somebody other than who wrote it last.",
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="sections",
        help_text="They work on this section and its parts. Somebody in no section at all works for every section.",
    )

    # Where the navigation has looked for it: its parts, and what the database said of it, word for word.
    parts: list["Section"]
    row: tuple | None = None

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="section_is_not_its_own_parent"
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("section", args=[self.slug])

    def clean(self):
        if self.slug in RESERVED or self.slug.isdigit():
            raise ValidationError(
                {"slug": f"“{self.slug}” already means something else on the site: choose another."}
            )
        if self.parent and (self.parent.parent_id or self.parent == self):
            raise ValidationError({"parent": "Sections have two levels: choose one that has none above it."})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": "This section has parts of its own, so it cannot be a part."})

    @property
    def lineage(self) -> dict[str, str]:
        """Slug → name of it and of what it is a part of: terms that deny either deny a picture to it."""
        return {section.slug: section.name for section in (self, self.parent) if section}
