"""Portraits of authors, as readers see them now."""

from dataclasses import asdict, replace

from articles import freshness
from articles.clock import DatabaseNow
from articles.models import Author
from articles.models.prints import print_of
from pictures import rights
from pictures.models import Picture
from pictures.standing import in_place_of


def portrait_of(author: Author) -> dict | None:
    """An author's portrait, or what stands in its place, as `picture` prints it; none where neither may be seen.

    The page that asks is kept no longer than any lease goes on.
    """
    if author.portrait_id is None:
        return None
    freshness.shows_pictures()
    own = Picture.objects.filter(rights.lasting(DatabaseNow()), pk=author.portrait_id, replaced_by=None)
    picture = own.with_thumbs().first() or in_place_of([author.portrait_id], DatabaseNow()).get(
        author.portrait_id
    )
    if picture is None:
        return None
    shown = print_of(picture)
    alt = author.portrait_alt if picture.pk == author.portrait_id else shown.alt
    return asdict(replace(shown, alt=alt, caption=""))
