"""A letter as HTML that renders everywhere: tables, styles in the elements themselves, nothing fetched but pictures."""

from functools import lru_cache

import css_inline
from django.template.loader import render_to_string

from newsletters.letters.page import PREFERENCES, UNSUBSCRIPTION, Page

_SHEET = "newsletters/mail/issue.css"


def printed(page: Page) -> str:
    """The whole document. What no client needs to lay it out (dark, narrow) stays in a sheet of its own."""
    html = render_to_string(
        "newsletters/mail/issue.html",
        {"page": page, "preferences": PREFERENCES, "unsubscription": UNSUBSCRIPTION},
    )
    return _inliner().inline(html)


@lru_cache(1)
def _inliner() -> css_inline.CSSInliner:
    sheet = render_to_string(_SHEET)
    return css_inline.CSSInliner(extra_css=sheet, keep_style_tags=True, load_remote_stylesheets=False)
