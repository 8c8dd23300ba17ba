"""The door of the figures: for whoever has the token, and not there where there is none."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from newsroom.metrics import exposition, figures

NEVER_KEPT = {"Cache-Control": "no-store"}


def metrics(request):
    """The figures, in Prometheus' text format. Where no token is set there is no such page, whatever is asked of it."""
    if not settings.METRICS_TOKEN:
        raise Http404
    return _figures(request)


@require_safe
def _figures(request):
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        headers = NEVER_KEPT | {"WWW-Authenticate": "Bearer"}
        return HttpResponse("The token is wanted.\n", content_type="text/plain", status=401, headers=headers)
    text = exposition.written(figures.families())
    return HttpResponse(text, content_type=exposition.CONTENT_TYPE, headers=NEVER_KEPT)
