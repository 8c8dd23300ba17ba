"""Where the lists of an author and of a topic find editions: in order, and without sorting the archive."""

from django.db import models


class EditionLink(models.Model):
    first_published_at = models.DateTimeField(
        help_text="The edition's own, so that an index alone can put lists in order."
    )

    class Meta:
        abstract = True


class EditionAuthor(EditionLink):
    """That an edition carries an author's byline."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="author_links")
    author = models.ForeignKey("articles.Author", models.PROTECT, related_name="edition_links")

    class Meta:
        indexes = (
            models.Index(
                fields=("author", "-first_published_at", "edition"), name="edition_author_newest_first"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("edition", "author"), name="edition_lists_an_author_once"),
        )

    def __str__(self):
        return f"{self.edition}: {self.author}"


class EditionTag(EditionLink):
    """That an edition bears a tag."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey("articles.Tag", models.PROTECT, related_name="edition_links")

    class Meta:
        indexes = (
            models.Index(fields=("tag", "-first_published_at", "edition"), name="edition_tag_newest_first"),
        )
        constraints = (models.UniqueConstraint(fields=("edition", "tag"), name="edition_bears_a_tag_once"),)

    def __str__(self):
        return f"{self.edition}: {self.tag}"
