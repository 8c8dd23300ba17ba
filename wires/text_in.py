"""A file of plain text or HTML, brought in as the article that is in it."""

from dataclasses import replace
from pathlib import Path

from articles.models.revision import digest
from articles.text import decode, read_article
from articles.text.encoding import NotText, normalise
from wires import hand_in
from wires.incoming import Incoming, Outcome, Wishes
from wires.lists import Sections
from wires.text_reading import reading

HTML = frozenset({".html", ".htm"})
KINDS = HTML | {".txt"}
LARGEST = 10_000_000


def bring_in(path: Path, wishes: Wishes, sections: Sections) -> Outcome:
    """Put the article in a file on the desk, and before readers if that is wished. Raises OSError.

    The outcome's note has what the editor should know or still say, a sentence a line.
    """
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        return Outcome(
            Incoming(path.name, ""), reason=f"It is larger than {LARGEST:,} bytes: that is no article."
        )
    try:
        text = normalise(decode(raw))
    except NotText as refusal:
        return Outcome(Incoming(path.name, ""), reason=str(refusal))
    found = read_article(text, is_html=True if path.suffix.lower() in HTML else None)
    article, notes = reading(found, wishes, sections, origin=path.name, fingerprint=digest({"text": text}))
    reasons = article.too_long() if article.headline or article.body else ["There is no article in it."]
    if reasons:
        return Outcome(article, reason="\n".join(reasons))
    outcome = hand_in.bring_in(article, wishes)
    return replace(outcome, note="\n".join([*notes, outcome.note]).strip()) if outcome.is_new else outcome
