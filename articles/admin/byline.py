"""Who is credited on a story, in order: a part of the story's page, and saved with it."""

from django import forms

from articles.admin.base import Rows
from articles.admin.named import NamedChoice
from articles.models import Author, Byline, Story


class BylineForm(forms.ModelForm):
    author = NamedChoice(Author.objects.all(), names=("name",), required=False, label="Author")
    position = forms.IntegerField(label="Order", required=False, min_value=0)

    class Meta:
        model = Byline
        fields = ("author", "role", "credit", "position")

    def validate_constraints(self):
        """No row stands in the way of these: all give way to them. The rows compare themselves with each other."""

    def clean_position(self):
        return self.cleaned_data["position"] or 0

    def clean(self):
        super().clean()
        nobody = not self.cleaned_data.get("author") and "author" not in self.errors
        if nobody and (self.cleaned_data.get("role") or self.cleaned_data.get("credit")):
            self.add_error("author", "Say whose credit this is.")


class BylineRows(forms.BaseInlineFormSet):
    """Credits as rows without keys: they are written anew as a whole, so it matters not who rewrote them meanwhile."""

    def __init__(self, data=None, files=None, instance=None, queryset=None, **kwargs):
        self.stands = list(queryset.filter(story=instance)) if instance.pk else []
        if self.max_num:
            queryset = Byline.objects.none()
            self.extra = len(self.stands) + 1
            # What comes in is read as new: only a fresh page starts from the rows that stand.
            kwargs["initial"] = None if data else self._as_they_stand()
        super().__init__(data, files, instance=instance, queryset=queryset, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["author"].stands = [row.author for row in self.stands]

    def _as_they_stand(self) -> list[dict]:
        return [
            {"author": row.author, "role": row.role, "credit": row.credit, "position": number}
            for number, row in enumerate(self.stands, 1)
        ]

    def rows(self) -> list[dict]:
        """The credits as `workflow.revise` takes them, in their order; those without a number come last."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("author")]
        filled.sort(key=lambda row: row["position"] or len(self.forms))
        return [{name: row[name] for name in ("author", "role", "credit")} for row in filled]

    @property
    def is_rewritten(self) -> bool:
        stands = [{"author": row.author, "role": row.role, "credit": row.credit} for row in self.stands]
        return self.rows() != stands


def as_rows(story: Story) -> list[dict[str, str]]:
    """The credits of a story as somebody would type them."""
    typed = BylineForm.base_fields["author"].prepare_value
    rows = story.bylines.select_related("author").order_by("position", "pk")
    return [{"name": typed(row.author), "role": row.role, "credit": row.credit} for row in rows]


class BylineInline(Rows):
    model = Byline
    form = BylineForm
    formset = BylineRows
    can_delete = False
    extra = 1
    verbose_name_plural = "bylines"

    def get_queryset(self, request):
        return Byline.objects.select_related("author").order_by("position", "pk")

    def has_view_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        """Whoever may write the story may credit its writers."""
        stories = self.admin_site.get_model_admin(Story)
        return stories.has_change_permission(request, obj) if obj else stories.has_add_permission(request)

    has_add_permission = has_change_permission
