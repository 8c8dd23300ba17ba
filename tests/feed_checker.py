"""Strict checkers for feeds, written from their specifications: each returns what is wrong, in words.

The specification of RSS is that of the RSS Board, of Atom RFC 4287 (its grammar is checked element by element), of JSON
Feed that of jsonfeed.org. What they leave to taste is not checked.
"""

import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
GEORSS = "{http://www.georss.org/georss}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

# RFC 4287, appendix B: what stands in a feed and in an entry, and whether once, at most once, or often.
ONCE, MAYBE, OFTEN = (1, 1), (0, 1), (0, 10**6)
OF_BOTH = {
    **dict.fromkeys(("author", "category", "contributor", "link"), OFTEN),
    **dict.fromkeys(("id", "title", "updated"), ONCE),
    "rights": MAYBE,
}
OF_FEED = (
    OF_BOTH
    | dict.fromkeys(("generator", "icon", "logo", "subtitle"), MAYBE)
    | {"entry": OFTEN, "link": OFTEN}
)
OF_ENTRY = OF_BOTH | dict.fromkeys(("content", "published", "source", "summary"), MAYBE)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?")
TAG_URI = re.compile(r"tag:[A-Za-z0-9.@-]+,\d{4}(-\d\d(-\d\d)?)?:\S*")


def atom_faults(written: bytes) -> list[str]:
    """What RFC 4287 forbids in an Atom feed."""
    feed = ElementTree.fromstring(written)
    if feed.tag != f"{ATOM}feed":
        return [f"its root is {feed.tag}"]
    faults = _counted(feed, OF_FEED, "the feed")
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        faults += _counted(entry, OF_ENTRY, "an entry")
        if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
            faults.append("an entry has no author")
        alternates = [
            link for link in entry.iter(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
        ]
        if entry.find(f"{ATOM}content") is None and not alternates:
            faults.append("an entry has neither content nor an alternate")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    faults += [f"{ident} is two entries" for ident in ids if ids.count(ident) > 1]
    return faults + [fault for node in feed.iter() for fault in _atom_node(node)]


def _counted(node, allowed: dict, where: str) -> list[str]:
    names = [child.tag.removeprefix(ATOM) for child in node if child.tag.startswith(ATOM)]
    faults = [f"{where} holds {name}" for name in names if name not in allowed]
    for name, (least, most) in allowed.items():
        if not least <= names.count(name) <= most:
            faults.append(f"{where} has {names.count(name)} {name}")
    return faults


def _atom_node(node) -> list[str]:
    name, text = node.tag.removeprefix(ATOM), (node.text or "").strip()
    faults = []
    if not LANGUAGE.fullmatch(node.get(f"{XML}lang", "")):
        faults.append(f"{name} has no language {node.get(f'{XML}lang')}")
    if not node.tag.startswith(ATOM):
        return faults
    if name in {"updated", "published"} and not RFC3339.fullmatch(text):
        faults.append(f"{name} is no moment: {text}")
    if name in {"id", "icon", "logo", "uri"} and not urlsplit(text).scheme:
        faults.append(f"{name} is no whole address: {text}")
    if name == "id" and text.startswith("tag:") and not TAG_URI.fullmatch(text):
        faults.append(f"{text} is no tag address")
    if name == "link" and not urlsplit(node.get("href") or "").scheme:
        faults.append(f"a link leads nowhere: {node.get('href')}")
    if name == "category" and not node.get("term"):
        faults.append("a category has no term")
    if name in {"author", "contributor"}:
        faults += _counted(node, {"name": ONCE, "uri": MAYBE, "email": MAYBE}, name)
    if name in {"title", "summary", "content", "rights", "subtitle"}:
        kind = node.get("type", "text")
        if kind not in {"text", "html", "xhtml"} and "/" not in kind:
            faults.append(f"{name} is of no type {kind}")
    return faults


def rss_faults(written: bytes) -> list[str]:
    """What the specification of RSS 2.0 and its best practices forbid."""
    rss = ElementTree.fromstring(written)
    (channel,) = rss.findall("channel")
    faults = [] if (rss.tag, rss.get("version")) == ("rss", "2.0") else ["it is no RSS 2.0"]
    faults += [
        f"the channel has no {name}"
        for name in ("title", "link", "description")
        if not channel.findtext(name)
    ]
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    faults += [] if len(selves) == 1 else ["the channel does not say where it is"]
    known = {
        "title",
        "link",
        "description",
        "author",
        "category",
        "comments",
        "enclosure",
        "guid",
        "pubDate",
        "source",
    }
    for item in channel.findall("item"):
        own = [child.tag for child in item if not child.tag.startswith("{")]
        faults += [f"an item holds {name}" for name in own if name not in known]
        faults += [f"an item has two {name}" for name in set(own) - {"category"} if own.count(name) > 1]
        if not item.findtext("title") and not item.findtext("description"):
            faults.append("an item says nothing")
        if not urlsplit(item.findtext("link") or "").scheme:
            faults.append("an item's link is not whole")
        if item.find("guid").get("isPermaLink") != "false" and not urlsplit(item.findtext("guid")).scheme:
            faults.append("a guid is no permanent link")
        for moment in (item.findtext("pubDate"), channel.findtext("lastBuildDate")):
            if parsedate_to_datetime(moment).tzinfo is None:
                faults.append(f"{moment} has no zone")
        faults += _point_faults(item)
    guids = [item.findtext("guid") for item in channel.findall("item")]
    return faults + [f"{guid} is two items" for guid in guids if guids.count(guid) > 1]


def _point_faults(item) -> list[str]:
    point = item.findtext(f"{GEORSS}point")
    if point is None:
        return []
    latitude, longitude = map(float, point.split())
    return [] if -90 <= latitude <= 90 and -180 <= longitude <= 180 else [f"{point} is not on the globe"]


def json_faults(feed: dict) -> list[str]:
    """What jsonfeed.org's version 1.1 forbids, and what it says should be."""
    faults = [] if feed.get("version") == "https://jsonfeed.org/version/1.1" else ["it is no JSON Feed 1.1"]
    for name in ("title", "home_page_url", "feed_url"):
        faults += [] if isinstance(feed.get(name), str) and feed[name] else [f"the feed has no {name}"]
    ids = [item.get("id") for item in feed["items"]]
    faults += [f"{ident} is two items" for ident in ids if ids.count(ident) > 1]
    for item in feed["items"]:
        faults += [] if isinstance(item.get("id"), str) and item["id"] else ["an item has no id"]
        faults += [] if item.get("content_html") or item.get("content_text") else ["an item has no content"]
        for name in {"url", "external_url", "image"} & set(item):
            faults += [] if urlsplit(item[name]).scheme else [f"{name} is not whole"]
        for name in {"date_published", "date_modified"} & set(item):
            faults += [] if RFC3339.fullmatch(item[name]) else [f"{name} is no moment"]
        for name in {"title", "summary", "content_html", "content_text", "language"} & set(item):
            faults += [] if isinstance(item[name], str) else [f"{name} is no text"]
        faults += [] if all(isinstance(tag, str) for tag in item.get("tags", [])) else ["a tag is no text"]
    for holder in (feed, *feed["items"]):
        faults += [f"{author} is nobody" for author in holder.get("authors", []) if not set(author) & NAMED]
        faults += [f"{name} is no name" for name in holder if not re.fullmatch(r"_[a-z]+|[a-z_]+", name)]
    return faults


NAMED = {"name", "url", "avatar"}
