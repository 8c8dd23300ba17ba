"""The door before all doors: a page that is kept and still holds is answered from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from articles import clock, freshness
from newsroom.page_cache import addresses, headers, store, tally
from newsroom.page_cache.entry import Entry, entry_of, is_own
from newsroom.page_cache.pulse import Known, Pulse

CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
# How long a reader waits for a page that is being made for another, and how often they look.
PATIENCE = 3.0
BLINK = 0.01
# A page that is being made anew is served as it was until it is so many lifetimes old.
WHILE_MADE = 2


class PageCache:
    """Serves the paper's pages to readers who are not signed in, each made once for all of them."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response
        self.lifetime = timedelta(seconds=settings.PAGE_CACHE_SECONDS)
        self.pulse = Pulse()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_signed_in(request):
            return self._theirs_alone(request)
        names = addresses.names_answered(request.path_info)
        if names is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        addresses.strip(request, names)
        key = addresses.key_of(request)
        is_kept = self.lifetime and not clock.stands_at()
        return self._page(request, key) if is_kept else self._unkept(request)

    def _theirs_alone(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = headers.PRIVATE
        return response

    def _unkept(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = headers.ASK_AGAIN
        return response

    def _page(self, request: HttpRequest, key: str) -> HttpResponseBase:
        entry, signal = store.look(key)
        known = self.pulse.feel(signal)
        if known is None:
            return self._while_database_is_away(request, entry)
        if entry and self._is_fresh(entry, known):
            return _answer(request, entry, known, "hit")
        if not store.claim(key):
            if entry and self._is_fresh(entry, known, lifetimes=WHILE_MADE):
                return _answer(request, entry, known, "hit; detail=stale-while-revalidate")
            if ready := self._made_meanwhile(request, key):
                return ready
            return self._made(request, key, entry, known)
        try:
            return self._made(request, key, entry, known)
        finally:
            store.let_go(key)

    def _is_fresh(self, entry: Entry, known: Known, *, lifetimes: int = 1) -> bool:
        is_young = entry.age(known.now) < lifetimes * self.lifetime
        return is_young and known.holds(entry) and (entry.until is None or known.now < entry.until)

    def _made_meanwhile(self, request: HttpRequest, key: str) -> HttpResponseBase | None:
        """The page that somebody else is making, or None if it takes too long or comes to nothing."""
        deadline = monotonic() + PATIENCE
        while store.is_claimed(key) and monotonic() < deadline:
            sleep(BLINK)
        entry, signal = store.look(key)
        known = self.pulse.feel(signal)
        if entry and known and self._is_fresh(entry, known):
            return _answer(request, entry, known, "fwd=uri-miss; collapsed")
        return None

    def _made(self, request: HttpRequest, key: str, before: Entry | None, known: Known) -> HttpResponseBase:
        """The page made anew, and kept; where it cannot be made, the one from before."""
        with freshness.watching() as shown, asked_for_whole(request):
            response = self.get_response(request)
        if response.status_code >= 500:
            status = f"fwd=stale; fwd-status={response.status_code}"
            return self._stale(request, before, status) or _not_kept(response)
        hours = {"next_change": known.changes_next, "lease_ends": known.lease_ends}
        entry = entry_of(response, shown, as_of=known.at, **hours)
        if entry is None:
            return _not_kept(response)
        store.keep(key, entry)
        return _answer(request, entry, known, f"fwd={'stale' if before else 'uri-miss'}; stored")

    def _while_database_is_away(self, request: HttpRequest, entry: Entry | None) -> HttpResponseBase:
        if stale := self._stale(request, entry, "hit"):
            return stale
        return _not_kept(self.get_response(request))

    def _stale(self, request: HttpRequest, entry: Entry | None, status: str) -> HttpResponseBase | None:
        """A page that cannot be made anew, as it was, unless something on it is known to have ended or changed.

        A process that never reached the database knows nothing of that, and serves nothing.
        """
        known = self.pulse.last
        if entry is None or known is None or known.was_touched(entry) or known.has_ended(entry):
            return None
        response = entry.answer(request)
        tally.add(tally.STALE)
        headers.tell_stale(response, age=int(entry.age(known.now).total_seconds()), status=status)
        return response


@contextmanager
def asked_for_whole(request: HttpRequest) -> Iterator[None]:
    """A page is made for all, as for somebody who has nothing of it yet; 304 is for `Entry.answer` to say."""
    asked = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
    try:
        yield
    finally:
        request.META |= asked


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody may be who they are in particular: what they get is theirs."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def _answer(request: HttpRequest, entry: Entry, known: Known, status: str) -> HttpResponseBase:
    response = entry.answer(request)
    tally.add(tally.kind_of(status))
    now = known.now
    response["Cache-Control"] = headers.cache_control(headers.seconds_between(now, known.changes_next))
    headers.tell_tags(response, entry.told)
    headers.tell_status(response, status)
    if status.startswith("hit"):
        response["Age"] = str(int((now - known.at).total_seconds()))
    return response


def _not_kept(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that is not kept, and says so: what is not there is asked for anew, what is somebody's stays theirs."""
    tally.add(tally.NOT_KEPT)
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = headers.PRIVATE if is_own(response) else headers.ASK_AGAIN
    return response
