"""Answering with a rendition: its bytes, and for how long they may be kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from pictures import files
from pictures.kinds import AVIF, JPEG, WEBP
from pictures.models import Rendition

_TYPES = {kind.extension: kind.media_type for kind in (AVIF, JPEG, WEBP)}


def answer(request: HttpRequest, made: Rendition, *, kept: str) -> HttpResponse:
    """The file, or word that whoever asks has it already. `kept` is what caches are told.

    Raises Http404 for a file that is gone.
    """
    etag = f'"{made.name}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            content = files.rendition(made.name)
        except FileNotFoundError:
            raise Http404("There is no such picture.") from None
        response = HttpResponse(content, content_type=_TYPES[made.extension])
    response["ETag"] = etag
    response["Cache-Control"] = kept
    return response
