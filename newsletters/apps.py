from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"

    def ready(self):
        from articles.admin.schedule import beside
        from newsletters.admin.scheduled import issues

        beside.declare(issues)
