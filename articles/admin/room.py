"""The page on which a story is written, for its template: the column, the folds, and what the editor's scripts read."""

from django.urls import reverse

from articles.admin import folds, lead, modules, reach
from articles.admin.notes import NoteForm
from articles.body import schema
from articles.models import Story
from articles.text import tables

HEADLINE_FITS = 70
_EDITOR = {"django-prose-editor/editor": "django_prose_editor/editor.js"}
# What the page's scripts ask the server, and the address where it answers.
_ASKED = {
    "read_text": "reading",
    "read_dateline": "dateline",
    "topics_of": "topics",
    "make_author": "authors",
    "make_dateline": "datelines",
}
_OF_STORY = ("panel", "style", "style_waivers")
_OFFERED = ("authors", "datelines", "tags", "stories")


def context(request, story: Story | None, form, formsets, *, tags: list[str], may_write: bool) -> dict:
    """What the template wants beside what Django gives it."""
    shown = story or Story()
    states = folds.states(shown, tags)
    told = lead.told(shown)
    if "lead_picture" in form.fields:
        form.fields["lead_picture"].widget.told = told
    return {
        "story": story,
        "bylines": formsets[0].formset if formsets else None,
        "may_write": may_write,
        "lead": told,
        "credits": [] if may_write else list(shown.bylines.select_related("author")),
        "folds": [_fold(fold, form, states[fold.title], shown) for fold in folds.FOLDS] if may_write else [],
        "note_on_words": NoteForm(auto_id="note_%s") if story and may_write else None,
        "headline_fits": HEADLINE_FITS,
        "import_map": modules.import_map(request, "editor", _EDITOR),
        "scripts": {
            "grammar": schema.as_data() if may_write else None,
            "quotes": list(tables.rows("quotes")),
            "addresses": _addresses(story),
        },
        "may_make_authors": reach.may(request, "articles.add_author"),
    }


def _fold(fold: folds.Fold, form, state: str, story: Story) -> dict:
    """A fold with its fields; open where something is to be put right in it, or has to be said before all else."""
    fields = [form[name] for name in fold.fields if name in form.fields]
    is_first = "section" in fold.fields and story.section_id is None
    return {
        "title": fold.title,
        "state": state,
        "fields": [{"field": field, "is_wide": field.name in fold.wide} for field in fields],
        "is_open": is_first or any(field.errors for field in fields),
    }


def _addresses(story: Story | None) -> dict[str, str]:
    """Where the page's scripts ask, by what they ask for."""
    asked = {what: reverse(f"admin:articles_story_{name}") for what, name in _ASKED.items()}
    asked |= {"pictures": _where_found(story), "take_in": reverse("admin:pictures_picture_add")}
    offered = {noun: reverse("admin:articles_story_suggestions", args=[noun]) for noun in _OFFERED}
    return offered | asked | (addresses_of(story) if story else {})


def _where_found(story: Story | None) -> str:
    """Where pictures are found: with the sections in which they would stand, since some may not stand there."""
    sections = list(lead.sections_of(story))
    return reverse("admin:pictures_picture_chooser", query={"section": sections} if sections else None)


def addresses_of(story: Story) -> dict[str, str]:
    """Where the page's scripts ask of a story that has an address: a new one, from its first save on."""
    return {name: reverse(f"admin:articles_story_{name}", args=[story.pk]) for name in _OF_STORY}
