from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles.roles import make_groups

        post_migrate.connect(make_groups, sender=self)
