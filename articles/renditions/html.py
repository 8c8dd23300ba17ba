"""An edition as HTML for elsewhere: feed readers, letters."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.models import Edition
from articles.renditions.addresses import absolute
from articles.renditions.pictures import lead_as_html


def as_html(edition: Edition) -> SafeString:
    """The whole text, in its language, with what was put right and the picture before it; every address is whole."""
    return format_html(
        '<div lang="{}" dir="{}">{}\n{}{}</div>',
        edition.language,
        edition.direction,
        corrections_as_html(edition),
        lead_as_html(edition),
        mark_safe(body.lent(edition.text, absolute(edition.path))),
    )


def corrections_as_html(edition: Edition) -> SafeString:
    """What readers were told of the story, newest first: a paragraph each, under the name that it has."""
    told = ((told["label"], told["text"]) for told in edition.corrections_told)
    return format_html_join("\n", "<p><strong>{}:</strong> {}</p>", told)
