from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"

    def ready(self):
        from articles.admin.schedule import beside as on_the_schedule
        from articles.sitemaps import beside as in_the_sitemap
        from newsletters.admin.scheduled import issues
        from newsletters.archive import to_be_found

        on_the_schedule.declare(issues)
        in_the_sitemap.declare(to_be_found)
