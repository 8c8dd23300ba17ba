from django.apps import AppConfig
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles.models import Section
        from articles.roles import make_groups
        from pictures import sections

        post_migrate.connect(make_groups, sender=self)
        sections.declare(names=Section.objects.names, lineage=Section.objects.lineage_of)
        _say_where_pictures_are()


def _say_where_pictures_are() -> None:
    """Tell the picture desk what is done with its pictures here, and hear of what it says of them."""
    from articles import freshness
    from articles.admin import denied, depicted, portrayed, repicturing
    from articles.admin.schedule import beside, lease_ends
    from articles.models import Author, Edition, EditionPicture, StoryPicture
    from pictures import places, telling, uses

    live = Edition.objects.live().filter(picture_links__picture=OuterRef("pk"))
    in_copy, in_editions = (
        links.objects.filter(picture=OuterRef("pk")) for links in (StoryPicture, EditionPicture)
    )
    portraits = Author.objects.filter(portrait=OuterRef("pk"))
    uses.declare(shown=Exists(live), used=Exists(in_copy) | Exists(in_editions))
    uses.declare(shown=Exists(portraits.before_readers()), used=Exists(portraits))
    places.declare(where=depicted.where, against=denied.against, rewriting=repicturing.REWRITING)
    places.declare(where=portrayed.where)
    beside.declare(lease_ends.ends)
    telling.hear(freshness.touch_pictures)
