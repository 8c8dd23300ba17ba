"""Whose portrait a picture is: a place of it, beside the stories in which it stands."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from articles.models import Author
from pictures.models import Picture
from pictures.places import Place, Places

SAID = "As a portrait, on their page and beside their byline"
_LIVE = ("live", "Live")


def where(picture: Picture, user: User) -> Places:
    """The authors whom it shows, by name, for whoever may look at the list of them."""
    authors = Author.objects.filter(portrait=picture)
    if not user.has_perm("articles.view_author"):
        return Places([], unseen=authors.count())
    has_page = Exists(Author.objects.before_readers().filter(pk=OuterRef("pk")))
    return Places([_place(author) for author in authors.annotate(has_page=has_page)])


def _place(author) -> Place:
    url = reverse("admin:articles_author_change", args=[author.pk])
    return Place(author.name, url, SAID, marks=[_LIVE] if author.has_page else [])
