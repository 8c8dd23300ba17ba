"""Pictures whose lease ends while readers have them, or will: on the schedule, for whoever sees one of the stories."""

from collections.abc import Iterator

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.admin import reach
from articles.admin.line import Mark
from articles.admin.schedule.beside import Beside, Span
from articles.clock import DatabaseNow
from articles.models import Edition, EditionPicture, Story
from pictures.models import Picture

MOST = 400  # Pictures in stories that are looked at.
NAMED = 2  # Stories are named beside a picture; its own page has all.


def ends(user, spans: list[Span]) -> Iterator[Beside]:
    """The ends of leases in some spans of time. One query."""
    links: dict[Picture, list] = {}
    for link in _links(user, spans)[:MOST]:
        links.setdefault(link.picture.latest, []).append(link)
    for picture, theirs in links.items():
        stories = list(dict.fromkeys(link.edition.story for link in theirs))
        yield _told(picture, stories, is_over=theirs[0].is_over)


def _links(user, spans: list[Span]) -> QuerySet[EditionPicture]:
    """What readers have, or will have, of pictures whose lease ends then, or of those that they replaced."""
    then = Q()
    for begins, until in spans:
        then |= Q(allowed_until__gte=begins, allowed_until__lt=until)
    ending = Picture.objects.filter(then, replaced_by=None).order_by().values("pk")
    losing = Picture.objects.filter(Q(pk__in=ending) | Q(replaced_by__in=ending)).order_by().values("pk")
    shown = (Edition.objects.live() | Edition.objects.coming()).order_by().values("pk")
    end = Coalesce("picture__replaced_by__allowed_until", "picture__allowed_until")
    lasts = Q(edition__live_until=None) | Q(edition__live_until__gt=F("until"))
    links = reach.of_stories(EditionPicture.objects.annotate(until=end), user, "edition__story__")
    named = ("title", "allowed_until")
    return (
        links.filter(lasts, picture__in=losing, edition__in=shown)
        .annotate(is_over=ExpressionWrapper(Q(until__lte=DatabaseNow()), BooleanField()))
        .select_related("picture__replaced_by", "edition__story")
        .only(
            *(f"picture__{name}" for name in named),
            *(f"picture__replaced_by__{name}" for name in named),
            *(f"edition__story__{name}" for name in ("headline", "slugline", "language")),
        )
        .order_by("edition__story", "picture")
    )


def _told(picture: Picture, stories: list[Story], *, is_over: bool) -> Beside:
    at = picture.allowed_until
    assert at is not None, "only what ends was asked for"
    return Beside(
        at,
        "lease",
        Mark("expired", "lease ended" if is_over else "lease ends"),
        None,
        pk=picture.pk,
        lane="Pictures",
        called=str(picture),
        leads_to=reverse("admin:pictures_picture_change", args=[picture.pk]),
        drawn="event--ends",
        about=tuple(stories[:NAMED]),
        further=max(len(stories) - NAMED, 0),
        is_over=is_over,
    )
