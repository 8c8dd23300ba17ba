"""Which pictures resemble: the same one smaller, lighter, or saved once more.

A look is 64 bits (`pictures.darkroom.prints.look`). Two that differ in at most seven have one of their eight bytes in
common, so candidates come from an index, however many pictures there are, and only those are compared.
"""

from pictures.models import LikenessPart, Picture

FURTHEST = 7  # bits; seven and less is the same picture to the eye, from some twelve on another
PARTS = 8
MOST = 12  # pictures offered
_CANDIDATES = 5_000


def parts(look: str) -> list[int]:
    return list(bytes.fromhex(look))


def is_plain(look: str) -> bool:
    """Whether it looks like nothing in particular: one colour resembles every other."""
    return int(look, 16).bit_count() < PARTS


def keep(picture: Picture) -> None:
    if not is_plain(picture.look):
        rows = enumerate(parts(picture.look))
        LikenessPart.objects.bulk_create(
            LikenessPart(picture=picture, position=position, value=value) for position, value in rows
        )


def resembling(picture: Picture) -> list[Picture]:
    """The pictures that look like this one, the most alike first, of those the earliest."""
    if is_plain(picture.look):
        return []
    mine = int(picture.look, 16)
    near = {}
    for pk, look in _candidates(picture).values_list("pk", "look")[:_CANDIDATES]:
        apart = (mine ^ int(look, 16)).bit_count()
        if apart <= FURTHEST:
            near[pk] = apart
    found = Picture.objects.with_thumbs().filter(pk__in=sorted(near, key=lambda pk: (near[pk], pk))[:MOST])
    return sorted(found, key=lambda one: (near[one.pk], one.pk))


def _candidates(picture: Picture):
    found = Picture.objects.none()
    for position, value in enumerate(parts(picture.look)):
        found |= Picture.objects.filter(
            pk__in=LikenessPart.objects.filter(position=position, value=value).values("picture")
        )
    return found.exclude(pk=picture.pk).order_by("-pk")
