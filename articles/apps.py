from django.apps import AppConfig
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles import freshness
        from articles.admin import depicted, repicturing
        from articles.models import Edition, EditionPicture, Section, StoryPicture
        from articles.roles import make_groups
        from pictures import sections, telling, uses

        post_migrate.connect(make_groups, sender=self)
        sections.declare(Section.objects.names)
        telling.hear(freshness.touch_pictures)
        in_copy, in_editions = (
            links.objects.filter(picture=OuterRef("pk")) for links in (StoryPicture, EditionPicture)
        )
        uses.declare(
            shown=Exists(Edition.objects.live().filter(picture_links__picture=OuterRef("pk"))),
            used=Exists(in_copy) | Exists(in_editions),
            where=depicted.where,
            rewriting=repicturing.REWRITING,
        )
