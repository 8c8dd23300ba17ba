"""Text in: a raw article, plain or pasted, becomes the parts of a story. Pure functions, no database."""

from articles.text.article import RawArticle, read_article
from articles.text.byline import Credit
from articles.text.dateline import Dateline, split_dateline
from articles.text.embargo import Embargo
from articles.text.encoding import decode
from articles.text.furniture import Removed
from articles.text.tags import suggest_tags
from articles.text.typography import repair, repair_html

__all__ = [
    "Credit",
    "Dateline",
    "Embargo",
    "RawArticle",
    "Removed",
    "decode",
    "read_article",
    "repair",
    "repair_html",
    "split_dateline",
    "suggest_tags",
]
