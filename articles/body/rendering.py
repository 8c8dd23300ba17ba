"""Rendering: a stored body becomes what readers get, once, when an edition is made."""

import re
from collections.abc import Mapping

from articles.body.cleaning import Stored, clean
from articles.body.figures import ACROSS, figure
from articles.body.labels import labels_for
from articles.body.reading import plain, repeats, said, squeezed
from articles.body.slots import advert_slot, related_slot
from articles.body.tables import set_figures
from pictures.prints import Print

# Where an embed may come from, and what it is called there. A site that federates, such as a PeerTube or Mastodon
# server, is added by its own name. From anywhere else an embed is a plain link.
EMBED_HOSTS = {
    **dict.fromkeys("youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com".split(), "video"),
    **dict.fromkeys("tiktok.com twitch.tv framatube.org peertube.tv".split(), "video"),
    **dict.fromkeys("soundcloud.com open.spotify.com podcasts.apple.com bandcamp.com".split(), "audio"),
    **dict.fromkeys("x.com twitter.com bsky.app mastodon.social threads.net".split(), "post"),
    **dict.fromkeys("instagram.com facebook.com t.me reddit.com".split(), "post"),
}

_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_FIGURE = re.compile(r"<figure[^>]*>")
_HOST = re.compile(r":\d|[/?#]")
_LINK = re.compile(r"</?a\b[^>]*>")
_LONGEST_ID = 60


def render(
    html: str,
    *,
    language: str = "en",
    pictures: Mapping[int, Print] | None = None,
    embed_hosts: Mapping[str, str] = EMBED_HOSTS,
) -> str:
    """A body as readers get it, one block a line.

    `html` is cleaned first, unless it comes straight from there. `language` is the story's, for the labels. `pictures`
    maps a picture's number to how it is printed: one that is not among them leaves no hole, and whether the others may
    be seen is known when the edition is read (see `fill_pictures`). `embed_hosts` says where embeds may come from, and
    whether it has "video", "audio" or a "post". Related stories are left as slots (see `fill_related`), since whether
    they are live is known when the edition is read. An advertisement break shows where words stand before and after it,
    and once between the same words, however often it was put there.
    """
    stored = html if isinstance(html, Stored) else clean(html)
    rendering = _Rendering(stored, language, pictures or {}, embed_hosts)
    blocks = [rendering.block(line) for line in stored.split("\n")]
    return "\n".join(_spaced([block for block in blocks if block[1]]))


def _spaced(blocks: list[tuple[str, str]]) -> list[str]:
    """The blocks without the advertisement breaks that would stand first, last or beside each other."""
    last_words = max((place for place, (kind, _) in enumerate(blocks) if kind == "words"), default=0)
    kept, is_due = [], False
    for place, (kind, html) in enumerate(blocks):
        if kind == "advert":
            if not is_due or place > last_words:
                continue
            is_due = False
        kept.append(html)
        is_due = is_due or kind == "words"
    return kept


class _Rendering:
    """One body on its way to readers: what it has used up so far of ids."""

    def __init__(
        self, stored: str, language: str, pictures: Mapping[int, Print], hosts: Mapping[str, str]
    ) -> None:
        self.stored = stored
        self.labels = labels_for(language)
        self.pictures = pictures
        self.hosts = hosts
        self.ids: set[str] = set()

    def block(self, html: str) -> tuple[str, str]:
        """A stored block as it is read, and whether it is words, an advert or a related story."""
        opening, _, rest = html.partition(">")
        tag = opening[1:].partition(" ")[0]
        given = dict(_ATTRIBUTE.findall(opening))
        node = given.get("data-node", "")
        inner = rest.rpartition("</")[0]
        if tag in {"h2", "h3"}:
            return "words", f'<{tag} id="{self._heading_id(inner)}">{inner}</{tag}>'
        if tag == "table":
            return "words", self._table(given, inner)
        if not node:
            return "words", html
        kind = node if node in {"advert", "related"} else "words"
        return kind, getattr(self, f"_{node}")(given, inner)

    def _pullquote(self, given: dict[str, str], inner: str) -> str:
        """Its words again, large. A screen reader that has the text should not read them twice, nor land in them."""
        cite = f"<figcaption>{given['data-cite']}</figcaption>" if "data-cite" in given else ""
        if repeats(f'<aside data-node="pullquote">{inner}</aside>', squeezed(" ".join(said(self.stored)))):
            return f'<figure class="pull-quote" aria-hidden="true">{_LINK.sub("", inner)}{cite}</figure>'
        return f'<figure class="pull-quote">{inner}{cite}</figure>'

    def _note(self, given: dict[str, str], inner: str) -> str:
        return f'<div class="note" role="note"><strong class="note__label">{self.labels.note}</strong>{inner}</div>'

    def _factbox(self, given: dict[str, str], inner: str) -> str:
        name, title = self._named(
            "facts", "h2", "aside__title", given.get("data-title", ""), self.labels.facts
        )
        source = f'<p class="aside__source">{given["data-source"]}</p>' if "data-source" in given else ""
        return f'<aside class="aside" {name}>{title}{inner}{source}</aside>'

    def _picture(self, given: dict[str, str], inner: str) -> str:
        return self._figure(given, "figure wide" if given.get("data-size") == "wide" else "figure")

    def _gallery(self, given: dict[str, str], inner: str) -> str:
        held = [dict(_ATTRIBUTE.findall(opening)) for opening in _FIGURE.findall(inner)]
        there = [given for given in held if self.pictures.get(int(given["data-picture"]))]
        shown = "".join(
            self._figure(given, ACROSS if place == 0 and len(there) % 2 else "")
            for place, given in enumerate(there)
        )
        if not shown:
            return ""
        title = given.get("data-title", "")
        name, heading = self._named("gallery", "h3", "gallery__title", title, self.labels.pictures)
        pictures = f'<div class="gallery__pictures">{shown}</div>'
        return f'<section class="gallery wide" {name}>{heading}{pictures}</section>'

    def _embed(self, given: dict[str, str], inner: str) -> str:
        """An honest link. Nothing is fetched from the other site, and the reader is told what going there means."""
        url = given["data-url"]
        host = _HOST.split(url.partition("://")[2])[0].removeprefix("www.")
        title = given.get("data-title") or url.partition("://")[2]
        kind = next((what for name, what in self.hosts.items() if f".{host}".endswith(f".{name}")), "")
        if not kind:
            return f'<p class="elsewhere"><a href="{url}">{title}</a></p>'
        site = f"<bdi>{host}</bdi>"
        return (
            f'<div class="embed"><p class="embed__from">{getattr(self.labels, kind).format(site)}</p>'
            f'<p class="embed__title"><a href="{url}">{title}</a></p>'
            f'<p class="embed__why">{self.labels.why.format(site)}</p>'
            f'<a class="button button--quiet" href="{url}" rel="noopener">{self.labels.go}</a></div>'
        )

    def _related(self, given: dict[str, str], inner: str) -> str:
        return related_slot(given["data-story"])

    def _advert(self, given: dict[str, str], inner: str) -> str:
        return advert_slot(self.labels.advertisement)

    def _table(self, given: dict[str, str], inner: str) -> str:
        name = f'aria-label="{self.labels.table}"'
        if inner.startswith("<caption>"):
            ident = self._id("table-1")
            name, inner = (
                f'aria-labelledby="{ident}"',
                inner.replace("<caption>", f'<caption id="{ident}">', 1),
            )
        source = self.labels.source.format(given["data-source"]) if "data-source" in given else ""
        source = f'<p class="table__source">{source}</p>' if source else ""
        table = f"<table>{set_figures(inner)}</table>{source}"
        return f'<div class="table" role="region" {name} tabindex="0">{table}</div>'

    def _figure(self, given: dict[str, str], css: str = "") -> str:
        shown = self.pictures.get(int(given["data-picture"]))
        return figure(shown, given, css) if shown else ""

    def _named(self, kind: str, tag: str, css: str, title: str, label: str) -> tuple[str, str]:
        """How a section says its name: by its visible title, or else by a label of the house."""
        if not title:
            return f'aria-label="{label}"', ""
        ident = self._id(f"{kind}-1")
        return f'aria-labelledby="{ident}"', f'<{tag} class="{css}" id="{ident}">{title}</{tag}>'

    def _heading_id(self, inner: str) -> str:
        """An address for a heading from its own words, in their own script, so that a link to it lasts."""
        words = re.sub(r"[\W_]+", "-", plain(inner).casefold()).strip("-")
        if len(words) > _LONGEST_ID:
            words = words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]
        return self._id(f"at-{words or 'heading'}")

    def _id(self, wanted: str) -> str:
        """An id that nothing has yet: numbered, if another has its words. `at-` keeps headings off the page's own."""
        stem, number = wanted.removesuffix("-1"), 1
        while wanted in self.ids:
            number += 1
            wanted = f"{stem}-{number}"
        self.ids.add(wanted)
        return wanted
