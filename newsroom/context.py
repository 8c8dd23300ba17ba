"""What every public page knows of the paper."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from articles import clock
from articles.reading import sections

IDENTITY = {
    "name": settings.SITE_NAME,
    "tagline": settings.SITE_TAGLINE,
    "place": settings.SITE_PLACE,
    "url": settings.SITE_URL,
    "language": settings.LANGUAGE_CODE.partition("-")[0],
    "time_zone": settings.TIME_ZONE,
}


def site(request):
    """The paper's name and place, its sections for the navigation, and today's date in its zone."""
    return {
        "site": IDENTITY,
        "sections": SimpleLazyObject(sections),
        "today": clock.present().astimezone(settings.SITE_ZONE),
    }
