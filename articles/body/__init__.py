"""The body of a story: the one module that knows its grammar, cleans what comes in, renders it and reads it."""

from articles.body.cleaning import clean, from_paragraphs
from articles.body.figures import fill_pictures, pictures_in
from articles.body.grammar import GRAMMAR
from articles.body.lending import lent
from articles.body.reading import (
    first_paragraph,
    paragraphs,
    reading_minutes,
    seen,
    shortened,
    text,
    word_count,
)
from articles.body.rendering import EMBED_HOSTS, render
from articles.body.slots import (
    fill_adverts,
    fill_related,
    has_adverts,
    insert_dateline,
    related_ids,
    without_adverts,
)
from articles.body.telling import told

__all__ = [
    "EMBED_HOSTS",
    "GRAMMAR",
    "clean",
    "fill_adverts",
    "fill_pictures",
    "fill_related",
    "first_paragraph",
    "from_paragraphs",
    "has_adverts",
    "insert_dateline",
    "lent",
    "paragraphs",
    "pictures_in",
    "reading_minutes",
    "related_ids",
    "render",
    "seen",
    "shortened",
    "text",
    "told",
    "without_adverts",
    "word_count",
]
