from django.contrib import admin
from django.db import models, transaction

from articles import effects
from articles.admin.base import DeskAdmin
from articles.models import Webhook


@admin.register(Webhook)
class WebhookAdmin(DeskAdmin):
    """Who outside hears of stories. What is scheduled already is told to whoever is named now, too."""

    list_display = ("name", "url", "hears_openings", "hears_endings", "hears_kills", "is_on")
    search_fields = ("name", "url")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fields = ("name", "url", "secret", "hears_openings", "hears_endings", "hears_kills", "is_on")

    def save_model(self, request, obj, form, change):
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            effects.settle_coming()
