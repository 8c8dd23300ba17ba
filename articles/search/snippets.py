"""The lines of a text around the words that were found, safe to put on a page."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search import words

# Where a found word begins and ends, until the text is safe. No text in the index holds these.
BEGIN, END = "\x02", "\x03"
LENGTH = 32  # words
TS_HEADLINE = f"StartSel={BEGIN}, StopSel={END}, MaxWords={LENGTH}, MinWords={LENGTH // 2}, MaxFragments=1"
_LEAD = 6


def safe(marked: str) -> SafeString:
    """A marked text as HTML: nothing in it acts but `<mark>`."""
    text = marked.replace(f"{END}{words.SEPARATOR}{BEGIN}", "").replace(words.SEPARATOR, "")
    return mark_safe(escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>"))


def beginning(term: words.Term) -> str:
    """How a word begins in a text, whatever its ending: where to look for it."""
    if words.SEPARATOR in term.text or len(term.text) == 1:
        return term.text
    word = term.spelled[0]
    return f" {word[: max(3, len(word) - 3)]}"


def headline(text: str, marked: str, wanted: set[str]) -> str:
    """The marked snippet of a piece of text, given with what PostgreSQL's `ts_headline` marked of it.

    PostgreSQL does not find words behind their accents: where it marked nothing, `wanted` are looked for here.
    """
    marked = marked if BEGIN in marked else _cut(text, wanted)
    piece = marked.replace(BEGIN, "").replace(END, "")
    return f"{'' if text.startswith(piece) else '…'}{marked}{'' if text.endswith(piece) else '…'}"


def _cut(text: str, wanted: set[str]) -> str:
    """The marked words of a text around the first of those wanted, or its beginning if there is none."""
    parts = text.split(" ")
    found = {place for place, part in enumerate(parts) if wanted.intersection(words.plain_words(part))}
    start = max(0, min(found, default=0) - _LEAD)
    shown = enumerate(parts[start : start + LENGTH], start)
    return " ".join(f"{BEGIN}{part}{END}" if place in found else part for place, part in shown)
