from django.db import models
from django.urls import reverse
from taggit.models import ItemBase, TagBase

from articles import slugs


class Tag(TagBase):
    """What a story is about, as readers follow it: a topic page stands behind each."""

    description = models.TextField(
        blank=True, help_text="A sentence for readers at the head of the topic’s page."
    )
    media_topic = models.CharField(
        "IPTC Media Topic",
        max_length=20,
        blank=True,
        help_text="Such as medtop:20000012, for those who take our feeds.",
    )
    is_sensitive = models.BooleanField(
        "runs without adverts",
        default=False,
        help_text="For deaths, disasters and the like: no story about it carries adverts.",
    )

    class Meta:
        ordering = ("name",)

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])

    def slugify(self, tag, i=None):
        slug = slugs.slugify(tag) or "topic"
        return slug if i is None else f"{slug}-{i}"


class TagSynonym(models.Model):
    """Another word for a topic: its address leads to the topic's page."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms")
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugs.slugify(self.name)
        super().save(*args, **kwargs)


class TaggedStory(ItemBase):
    """That a working copy bears a tag. A plain foreign key: lists stay quick."""

    content_object = models.ForeignKey("articles.Story", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_stories")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content_object", "tag"), name="story_bears_a_tag_once"),
        )

    def __str__(self):
        return f"{self.content_object}: {self.tag}"
