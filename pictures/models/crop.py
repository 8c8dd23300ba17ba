from django.db import models

from pictures import names, shapes
from pictures.shapes import SHAPES, Box


class Crop(models.Model):
    """A part of a picture under the name of its shape. It never changes: another part, or other words, are another row.

    So what was published with it keeps it, under the same names, whatever the desk does to the picture afterwards.
    """

    picture = models.ForeignKey("pictures.Picture", models.CASCADE, related_name="crops")
    shape = models.CharField(max_length=10, choices=[(shape.name, shape.label) for shape in SHAPES.values()])
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    key = models.CharField(
        max_length=names.KEY, unique=True, help_text="What its renditions’ names begin with."
    )
    said = models.JSONField(
        default=dict, help_text="What its renditions say of themselves (`pictures.imprints`)."
    )
    is_current = models.BooleanField(default=True, help_text="What is used from now on.")
    is_own = models.BooleanField(default=False, help_text="Laid by hand: it does not follow the point.")
    made_at = models.DateTimeField(auto_now_add=True)
    developed_at = models.DateTimeField(null=True, help_text="When all its renditions were made.")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["picture", "shape"],
                condition=models.Q(is_current=True),
                name="a_picture_has_one_crop_of_a_shape_in_force",
            ),
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="crop_is_not_empty"),
        )
        indexes = (
            models.Index(
                fields=["tries", "made_at"],
                condition=models.Q(developed_at=None),
                name="crop_to_be_developed",
            ),
        )

    def __str__(self):
        return f"{SHAPES[self.shape].label} of {self.picture}"

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.width, self.height)

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each rendition, the smallest first: known before any is made."""
        widths = shapes.widths(SHAPES[self.shape], self.box)
        return [(width, shapes.height_of(self.box, width)) for width in widths]

    def has(self, width: int, extension: str) -> bool:
        """Whether there is, or will be, a rendition so wide in this format."""
        return extension in names.EXTENSIONS and width in dict(self.sizes)

    @property
    def smallest(self) -> str:
        """The name of what was made first."""
        return names.rendition(self.key, self.sizes[0][0], "webp")
