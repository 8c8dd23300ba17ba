"""What browsers and shared caches are told of a page, and how long they may go by it.

They cannot ask the database, so they are given seconds, always the same ones: a page says nothing of what is scheduled
until the last few seconds before it, when it may not be kept past the hour. Sources: RFC 9111, RFC 5861, RFC 9211.
"""

from datetime import datetime

from django.http import HttpResponseBase

FRESH = 5
WHILE_REVALIDATING = 5
ON_ERROR = 60

PRIVATE = "private, no-store"
ASK_AGAIN = "no-cache"


def cache_control(left: float | None) -> str:
    """How long others may keep a page; `left` is the number of seconds to the next change that is known."""
    whole = FRESH + WHILE_REVALIDATING if left is None else max(0, min(int(left), FRESH + WHILE_REVALIDATING))
    fresh = min(FRESH, whole)
    return (
        f"public, max-age={fresh}, s-maxage={fresh}, "
        f"stale-while-revalidate={whole - fresh}, stale-if-error={ON_ERROR}"
    )


def seconds_between(now: datetime, then: datetime | None) -> float | None:
    return (then - now).total_seconds() if then else None


def tell_tags(response: HttpResponseBase, tags: tuple[str, ...]) -> None:
    """By what a page can be purged: at Cloudflare and its like with commas, at Fastly and Varnish with spaces."""
    response["Cache-Tag"] = ",".join(tags)
    response["Surrogate-Key"] = " ".join(tags)


def tell_status(response: HttpResponseBase, status: str) -> None:
    """What this cache did (RFC 9211), for whoever looks after it."""
    response["Cache-Status"] = f"newsroom; {status}"


def tell_stale(response: HttpResponseBase, *, age: int, status: str) -> None:
    """That a page is older than it should be, because nothing newer can be had; nobody else is to keep it."""
    response["Cache-Control"] = ASK_AGAIN
    response["Age"] = str(age)
    response["Warning"] = '110 newsroom "Response is Stale"'
    tell_status(response, f"{status}; detail=stale-if-error")
