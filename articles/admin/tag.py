import taggit.admin
from django.contrib import admin

from articles import freshness
from articles.admin.base import DeskAdmin, LastingAddress, Rows, SeenByReaders
from articles.models import Tag, TagSynonym

# The package brings tags of its own, which the paper does not use.
admin.site.unregister(taggit.admin.Tag)


class SynonymInline(Rows):
    model = TagSynonym
    fields = ("name",)
    extra = 1


@admin.register(Tag)
class TagAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    list_display = ("name", "slug", "media_topic", "is_sensitive")
    list_filter = ("is_sensitive",)
    search_fields = ("name", "slug", "synonyms__name")
    fields = ("name", "slug", "description", "media_topic", "is_sensitive")
    inlines = (SynonymInline,)

    def save_model(self, request, obj, form, change):
        """Beside what is sensitive stand no adverts, on any page."""
        super().save_model(request, obj, form, change)
        if change and "is_sensitive" in form.changed_data:
            freshness.touch(freshness.EVERY_PAGE)
