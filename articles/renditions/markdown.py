"""An edition as Markdown (CommonMark, with GitHub's tables), for machines that read and people who keep notes."""

from articles import body
from articles.models import Edition
from articles.renditions.addresses import absolute, of_author, rfc3339
from articles.renditions.markdown_text import escaped, from_html
from articles.renditions.pictures import lead_as_html


def as_markdown(edition: Edition) -> str:
    """Headline, deck, what is known of the story, what was put right, and the text, with every address whole."""
    told = [f"**{label}:** {words}" for label, words in _facts(edition)]
    corrections = [
        f"> **{escaped(said['label'])}, {rfc3339(said['at'])[:10]}:** {escaped(' '.join(said['text'].split()))}"
        for said in edition.corrections_told
    ]
    blocks = [
        f"# {escaped(edition.headline)}",
        f"*{escaped(edition.deck)}*" if edition.deck else "",
        "\\\n".join(told),
        *corrections,
        "---",
        from_html(lead_as_html(edition) + body.lent(edition.text, absolute(edition.path))),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _facts(edition: Edition) -> list[tuple[str, str]]:
    """What is known of the story, as pairs of a label and Markdown."""
    writers = [byline for byline in edition.bylines if not byline["role"]] or edition.bylines
    updated = rfc3339(edition.updated_at) if edition.is_updated else ""
    facts = [
        ("By", ", ".join(_linked(byline["name"], of_author(byline)) for byline in writers)),
        ("Published", rfc3339(edition.first_published_at)),
        ("Updated", updated),
        ("Section", escaped(edition.section.name)),
        ("Topics", ", ".join(escaped(tag["name"]) for tag in edition.tags)),
        ("Source", escaped(edition.source)),
        ("Language", edition.language),
        ("Address", f"<{absolute(edition.path)}>"),
    ]
    return [(label, words) for label, words in facts if words]


def _linked(name: str, address: str) -> str:
    return f"[{escaped(name)}]({address})" if address else escaped(name)
