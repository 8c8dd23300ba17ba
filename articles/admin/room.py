"""The page on which a story is written, for its template: the column, the folds, and what the editor's scripts read."""

from django.conf import settings
from django.urls import reverse
from js_asset import ImportMap

from articles.admin import folds, reach
from articles.admin.notes import NoteForm
from articles.body import schema
from articles.models import Story
from articles.text import tables

HEADLINE_FITS = 70
_MODULES = settings.BASE_DIR / "static" / "desk" / "editor"
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
    return {
        "story": story,
        "bylines": formsets[0].formset if formsets else None,
        "may_write": may_write,
        "credits": [] if may_write else list(shown.bylines.select_related("author")),
        "folds": [_fold(fold, form, states[fold.title], shown) for fold in folds.FOLDS] if may_write else [],
        "note_on_words": NoteForm(auto_id="note_%s") if story and may_write else None,
        "headline_fits": HEADLINE_FITS,
        "import_map": _import_map().render(attrs={"nonce": nonce_of(request)}),
        "scripts": {
            "grammar": schema.as_data() if may_write else None,
            "quotes": list(tables.rows("quotes")),
            "addresses": _addresses(story),
        },
        "may_make_authors": reach.may(request, "articles.add_author"),
    }


def _import_map() -> ImportMap:
    """Where browsers find the editor and each of our modules: under names that change with what is in them."""
    editor = {"django-prose-editor/editor": "django_prose_editor/editor.js"}
    ours = (f"desk/editor/{path.name}" for path in sorted(_MODULES.glob("*.js")))
    return ImportMap(editor | {f"{settings.STATIC_URL}{name}": name for name in ours})


def nonce_of(request) -> str:
    """What lets the page's import map through the Content-Security-Policy: a nonce of this answer alone."""
    if settings.DJANGO_6:
        from django.middleware.csp import get_nonce

        return str(get_nonce(request))
    return str(request.csp_nonce)


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
    offered = {noun: reverse("admin:articles_story_suggestions", args=[noun]) for noun in _OFFERED}
    return offered | asked | (addresses_of(story) if story else {})


def addresses_of(story: Story) -> dict[str, str]:
    """Where the page's scripts ask of a story that has an address: a new one, from its first save on."""
    return {name: reverse(f"admin:articles_story_{name}", args=[story.pk]) for name in _OF_STORY}
