"""A page as it is kept: what readers get, what it shows, and as of when."""

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from articles.freshness import Shown

KEPT_STATUSES = frozenset({200, 301, 410})


class Entry(NamedTuple):
    """A finished page. `as_of` is by the database's clock, from before it was made.

    `until` is when it is to be made anew, `ends` when it has to go.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tag: str
    told: tuple[str, ...]
    tags: frozenset[str]
    as_of: datetime
    until: datetime | None
    ends: datetime | None

    def age(self, now: datetime) -> timedelta:
        return now - self.as_of

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or 304 for a reader who has it."""
        response = HttpResponse(self.body, status=self.status, headers=dict(self.headers))
        if self.status != 200:
            return response
        response["ETag"] = self.tag
        changed = parse_http_date_safe(response.get("Last-Modified", ""))
        return (
            get_conditional_response(request, etag=self.tag, last_modified=changed, response=response)
            or response
        )


def entry_of(
    response: HttpResponseBase,
    shown: Shown,
    *,
    as_of: datetime,
    next_change: datetime | None,
    lease_ends: datetime | None = None,
) -> Entry | None:
    """What is to be kept of an answer; None where it is somebody's own, or nothing that lasts."""
    if (
        not isinstance(response, HttpResponse)
        or response.status_code not in KEPT_STATUSES
        or is_own(response)
    ):
        return None
    ends = [
        shown.ends,
        next_change if shown.counts else None,
        lease_ends if shown.is_pictured else None,
    ]
    return Entry(
        status=response.status_code,
        headers=tuple(response.items()),
        body=response.content,
        tag=f'"{blake2b(response.content, digest_size=12).hexdigest()}"',
        told=tuple(sorted(shown.tags)),
        tags=frozenset(shown.tags | shown.untold),
        as_of=as_of,
        until=shown.until,
        ends=min((end for end in ends if end), default=None),
    )


def is_own(response: HttpResponseBase) -> bool:
    """Whether an answer is not the same for every reader, or wants to be kept in a way of its own."""
    return bool(response.cookies) or response.has_header("Vary") or response.has_header("Cache-Control")
