"""Renditions: an edition's content in another form. Each takes one that the gate let through, and asks nothing."""

from articles.renditions.addresses import absolute
from articles.renditions.addresses import share_image as share_image_of
from articles.renditions.html import as_html, corrections_as_html
from articles.renditions.markdown import as_markdown
from articles.renditions.news_article import as_news_article
from articles.renditions.share_image import as_share_image, kind_of

__all__ = [
    "absolute",
    "as_html",
    "as_markdown",
    "as_news_article",
    "as_share_image",
    "corrections_as_html",
    "kind_of",
    "share_image_of",
]
