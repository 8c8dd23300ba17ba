from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from pictures import made, seals, shapes
from pictures.darkroom.credentials import HOLDS
from pictures.imprints import Imprint, imprint
from pictures.kinds import KINDS

from .picture_queryset import PictureQuerySet

if TYPE_CHECKING:
    from .crop import Crop


class Picture(models.Model):
    """A picture as it came, what may be said of it, what may be done with it. The file itself is never public."""

    class Label(models.TextChoices):
        NONE = "", "Nothing: it shows what was there"
        EDITED = "edited", "Edited: something was put in, taken out or put together"
        AI = "ai", "Made with AI, whole or in part"

    LABEL_WORDS = {Label.NONE: "", Label.EDITED: "Edited picture", Label.AI: "Made with AI"}

    title = models.CharField(max_length=200, help_text="What the desk calls it. Readers never see this.")
    caption = models.TextField(blank=True, help_text="What readers see in it: who, what, where, when.")
    alt = models.TextField(
        "description",
        blank=True,
        max_length=500,
        help_text="Describe the picture for someone who cannot see it. What matters first; no “picture of”.",
    )
    byline = models.CharField("photographer", max_length=200, blank=True)
    credit = models.CharField(
        max_length=200, blank=True, help_text="As it is printed. Without one it cannot be used."
    )
    source = models.CharField(max_length=200, blank=True, help_text="Whom we have it from.")
    copyright = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    people = models.TextField(blank=True, help_text="Who can be recognised, with commas between them.")
    keywords = models.TextField(blank=True, help_text="With commas between them.")
    taken_on = models.DateField(null=True, blank=True, help_text="By the camera’s clock.")

    terms = models.TextField(blank=True, help_text="What was agreed: where it may stand, and where not.")
    allowed_from = models.DateTimeField("may be used from", null=True, blank=True)
    allowed_until = models.DateTimeField(
        "until", null=True, blank=True, help_text="From then on no page shows it. Empty: for good."
    )

    denied_sections = models.JSONField(
        "not in these sections", default=list, blank=True, help_text="Slugs (`pictures.sections`)."
    )
    denied_uses = models.JSONField("not for", default=list, blank=True, help_text="`pictures.rights.Use`.")
    fallback = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        help_text="What stands in its place from the end of its lease. Nothing does, if this is empty.",
    )
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="replaces"
    )
    label = models.CharField(
        max_length=10,
        choices=Label,
        default=Label.NONE,
        blank=True,
        help_text="Readers are told, beside the credit.",
    )

    hides_credentials = models.BooleanField(
        "keep its Content Credentials back",
        default=False,
        help_text="They name who signed. Readers’ prints are then made without.",
    )

    focal_x = models.PositiveSmallIntegerField(default=shapes.MIDDLE[0], validators=[MaxValueValidator(1000)])
    focal_y = models.PositiveSmallIntegerField(default=shapes.MIDDLE[1], validators=[MaxValueValidator(1000)])

    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the file.")
    kind = models.CharField(max_length=4, editable=False)
    file_name = models.CharField(max_length=255, editable=False, help_text="As it was called when it came.")
    bytes = models.PositiveIntegerField(editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    metadata = models.JSONField(
        default=dict, editable=False, help_text="What the file says: field → [tag, text], most trusted first."
    )
    imprint_due = models.BooleanField(
        default=False, editable=False, help_text="Its crops are to be printed anew, with other words in them."
    )
    look = models.CharField(max_length=16, editable=False, help_text="See `pictures.likeness`.")
    tone = models.CharField(
        max_length=3,
        blank=True,
        editable=False,
        help_text="Its colour at large: `pictures.darkroom.prints.tone`.",
    )
    search_text = models.TextField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField("came", auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        permissions = (
            ("keep_rights", "Can say what a picture may be used for"),
            ("replace_picture", "Can replace a picture everywhere, for readers at once"),
        )
        indexes = (
            models.Index(fields=["-made_at", "-id"], name="picture_newest"),
            *(
                models.Index(
                    fields=[name], condition=models.Q(**{f"{name}__isnull": False}), name=f"picture_{name}"
                )
                for name in ("allowed_from", "allowed_until")
            ),
            models.Index(
                fields=["id"], condition=models.Q(imprint_due=True), name="picture_to_be_printed_anew"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(allowed_from=None)
                | models.Q(allowed_until=None)
                | models.Q(allowed_until__gt=models.F("allowed_from")),
                name="picture_lease_is_not_empty",
                violation_error_message="It must end after it begins.",
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=1000, focal_y__lte=1000),
                name="picture_focal_point_lies_in_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(fallback=models.F("pk")),
                name="picture_does_not_stand_in_for_itself",
                violation_error_message="It cannot stand in for itself: choose another picture.",
            ),
            models.CheckConstraint(
                condition=~models.Q(replaced_by=models.F("pk")), name="picture_is_not_replaced_by_itself"
            ),
        )

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        said = (self.title, self.caption, self.alt, self.byline, self.credit, self.source, self.copyright)
        said += (self.place, self.people, self.keywords, self.file_name)
        self.search_text = "\n".join(said).casefold()
        super().save(*args, **kwargs)

    def clean(self):
        """What stands in for a picture has to be there itself: nothing stands in for it in its turn."""
        if self.fallback is None:
            return
        if self.fallback.fallback_id:
            raise ValidationError(
                {"fallback": f"Another picture stands in for “{self.fallback}”: choose one that lasts."}
            )
        if self.pk and (leaning := self.stands_in_for.first()):
            raise ValidationError(
                {"fallback": f"This picture stands in for “{leaning}”, so it needs to last itself."}
            )

    @property
    def label_words(self) -> str:
        """What readers are told of how it was made, beside the credit. Of most pictures nothing."""
        return self.LABEL_WORDS[self.Label(self.label)]

    @property
    def imprint(self) -> Imprint:
        """What its renditions are to say of themselves."""
        made_as = [value for _, value in self.metadata.get("made", [])]
        return imprint(
            credit=self.credit,
            copyright=self.copyright,
            label=self.label,
            made_as=made.codes(made_as),
            seal=seals.mark() if self.has_credentials_to_carry else "",
        )

    @property
    def latest(self) -> "Picture":
        """What stands where it does: itself, or what replaced it."""
        return self.replaced_by or self

    @property
    def has_credentials_to_carry(self) -> bool:
        """Whether its file’s credentials hold, and its prints can and may carry them on (`pictures.darkroom.chain`)."""
        checked = self.metadata.get("checked")
        holds = bool(checked) and checked[0][1] in HOLDS
        return holds and "withheld" not in self.metadata and not self.hides_credentials

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def point(self) -> tuple[int, int]:
        """Where what matters is, in thousandths from the left and the top."""
        return self.focal_x, self.focal_y

    @property
    def extension(self) -> str:
        return KINDS[self.kind].extension

    def current(self, shape: str) -> "Crop":
        """The crop of a shape that is in force. Of pictures that came `with_thumbs` without a query."""
        crops = getattr(self, "current_crops", None)
        found = self.crops.filter(is_current=True) if crops is None else crops
        return next(crop for crop in found if crop.shape == shape)
