from django.apps import AppConfig
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles import freshness
        from articles.models import Edition, Section
        from articles.roles import make_groups
        from pictures import sections, telling, uses

        sections.declare(Section.objects.names)
        post_migrate.connect(make_groups, sender=self)
        uses.declare(shown=Exists(Edition.objects.live().filter(picture_links__picture=OuterRef("pk"))))
        telling.hear(freshness.touch_pictures)
