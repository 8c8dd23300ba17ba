"""Who follows a link that is counted: a reader, or something that only looks where it leads."""

import re

# Those who say what they are. They say it in many ways, and most of them in one of these words.
_MACHINES = re.compile(
    r"bot|crawl|spider|slurp|scan|monitor|preview|headless|lighthouse|fetch|curl|wget|python|java/|httpclient|okhttp"
    r"|facebookexternalhit|whatsapp|feed|archive",
    re.IGNORECASE,
)
# What browsers send with a page that nobody has asked for yet: the Fetch standard's name, and older ones.
_AHEAD_OF_TIME = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_a_reader(request) -> bool:
    """Whether somebody followed a link: with GET, not ahead of time, and not a machine that says so."""
    ahead = any(
        word in request.headers.get(header, "").lower()
        for header in _AHEAD_OF_TIME
        for word in ("prefetch", "prerender", "preview")
    )
    browser = request.headers.get("User-Agent", "")
    return request.method == "GET" and not ahead and bool(browser) and not _MACHINES.search(browser)
