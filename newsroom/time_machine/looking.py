"""A page of the paper as whoever asked for it at a moment would have got it, or will, down to the byte."""

from datetime import datetime
from functools import cache
from io import BytesIO

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from articles import clock
from newsroom.page_cache.addresses import PAGES

# What lies beside the pages. The rest is nobody's paper: the desk, signing in, a link to read along, a counted click.
_BESIDE = frozenset(
    {
        *("robots_txt", "security_txt", "security_txt_well_known", "tdmrep_json", "text_of_ours"),
        *("story_share_image", "advert_picture"),
    }
)


def is_of_the_paper(path: str) -> bool:
    """Whether readers ask for such an address; also for what leads nowhere, which answers them too."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return True
    return name in PAGES or name in _BESIDE


def look(request: HttpRequest, path: str, query: str, *, at: datetime) -> HttpResponseBase:
    """What the paper answers to an address at a moment, by way of all that stands before its doors for readers.

    `request` says by which scheme and host the paper is asked, and nothing of who asks.
    """
    with clock.standing_at(at):
        return _paper().get_response(_as_a_reader(request, path, query))


@cache
def _paper() -> BaseHandler:
    """All that stands before the doors of the paper: put together once, for some of it looks through every file."""
    paper = BaseHandler()
    paper.load_middleware()
    return paper


def _as_a_reader(request: HttpRequest, path: str, query: str) -> WSGIRequest:
    """The request of somebody who has nothing yet: no cookie, no name, no page from before."""
    host, _, port = request.get_host().rpartition(":")
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": request.META.get("SCRIPT_NAME", ""),
            # WSGI has the bytes of an address as if they were Latin letters.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": host or "localhost",
            "SERVER_PORT": port if port.isdigit() else "443" if request.is_secure() else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": request.get_host(),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": request.scheme,
            "wsgi.input": BytesIO(),
        }
    )
