"""Pages that are not stories as linked data: the front, lists of stories, and the people who write them."""

from collections.abc import Iterable

from django.conf import settings

from articles.models import Author, Edition
from articles.renditions.addresses import absolute
from articles.renditions.news_article import breadcrumb, known, publisher
from pictures import prints


def as_front() -> dict:
    """The paper as it presents itself on its front."""
    about = {"@context": "https://schema.org", "description": settings.SITE_TAGLINE}
    place = {"@type": "Place", "name": settings.SITE_PLACE} if settings.SITE_PLACE else None
    return known(about | publisher() | {"location": place})


def as_collection(
    title: str, path: str, editions: Iterable[Edition], *, description: str, trail: list[tuple[str, str]]
) -> dict:
    """A list of stories: what it is called, where it is, and what stands in it, in its order.

    `trail` is the way down to it, as pairs of a name and a path, itself the last.
    """
    page = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": absolute(path),
        "url": absolute(path),
        "name": title,
        "description": description,
        "breadcrumb": breadcrumb(trail),
        "publisher": {"@id": publisher()["@id"]},
        "mainEntity": _listed(editions),
    }
    return known(page)


def as_profile(author: Author, editions: Iterable[Edition], portrait: dict | None = None) -> dict:
    """The page of somebody whom readers see in bylines, with the portrait that they see of them now."""
    person = {
        "@type": "Person",
        "name": author.name,
        "url": absolute(author.get_absolute_url()),
        "description": author.bio,
        "image": _image(portrait),
        "sameAs": author.link_list,
        "worksFor": {"@id": publisher()["@id"]},
    }
    page = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": absolute(author.get_absolute_url()),
        "name": author.name,
        "mainEntity": known(person),
        "hasPart": _listed(editions),
    }
    return known(page)


def _image(portrait: dict | None) -> dict:
    """A portrait in its square crop, in the size that is taken where one is to be shown alone."""
    if not portrait:
        return {}
    crop = portrait["crops"]["square"]
    width, height = prints.size(crop)
    facts = {"url": absolute(prints.address(crop)), "width": width, "height": height}
    return known({"@type": "ImageObject", **facts, "creditText": portrait["credit"]})


def _listed(editions: Iterable[Edition]) -> dict:
    items = [
        {"@type": "ListItem", "position": position, "name": edition.headline, "url": absolute(edition.path)}
        for position, edition in enumerate(editions, start=1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else {}
