"""An advert on its campaign's page: words or a picture, which is made anew before it is kept."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from adverts import pictures
from adverts.models import Creative


class CreativeForm(forms.ModelForm):
    upload = forms.FileField(
        label="Picture",
        required=False,
        help_text="In the place of words: a JPEG, PNG or WebP of at most five megabytes.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Creative
        fields = ("placement", "link", "headline", "text", "call", "language", "upload", "alt")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        if upload.size > pictures.LARGEST_FILE:
            raise ValidationError(pictures.TOO_LARGE)
        try:
            return pictures.remade(upload.read())
        except pictures.NotAPicture as fault:
            raise ValidationError(str(fault)) from fault

    def clean(self):
        """A picture that came is put in; words that came take the place of the one there was."""
        said = super().clean()
        picture, advert = self.cleaned_data.get("upload"), self.instance
        if picture:
            advert.picture, advert.picture_width, advert.picture_height = (
                picture.content,
                picture.width,
                picture.height,
            )
        elif self.cleaned_data.get("headline"):
            advert.picture = advert.picture_width = advert.picture_height = None
        return said

    def _get_validation_exclusions(self):
        """The picture is no field of the form, but what the model says of it holds here too."""
        return super()._get_validation_exclusions() - {"picture", "picture_width", "picture_height"}


class CreativeInline(admin.StackedInline):
    model = Creative
    form = CreativeForm
    extra = 0
    min_num = 1
    readonly_fields = ("clicks",)
    fields = (("placement", "language"), "link", "headline", ("text", "call"), ("upload", "alt"), "clicks")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("picture").prefetch_related("click_counts")

    @admin.display(description="clicks so far")
    def clicks(self, creative):
        return sum(row.clicks for row in creative.click_counts.all()) if creative.pk else 0
