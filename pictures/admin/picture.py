from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_safe

from pictures import files, places, telling
from pictures.addresses import RENDITION
from pictures.admin import arrival, chooser, choosing, detail, laying, library, many, replacing
from pictures.models import Picture, Rendition, Replacement
from pictures.serving import answer

IN_USE = "It is in use, and stays."


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """The library. Its pages are its own; history and deletion are Django's."""

    search_fields = ("search_text",)

    def get_urls(self):
        doors = {
            "chooser/": (self.chooser_view, "chooser"),
            "many/": (self.many_view, "many"),
            "<int:pk>/crops/": (self.crops_view, "crops"),
            "<int:pk>/fallback/": (self.fallback_view, "fallback"),
            "<int:pk>/replacement/": (self.replacement_view, "replacement"),
            "<int:pk>/replacement/undo/": (self.undo_view, "undo"),
            "<int:pk>/original/": (self.original_view, "original"),
            f"file/{RENDITION}": (self.file_view, "file"),
        }
        ours = (
            path(route, self.admin_site.admin_view(view), name=f"pictures_picture_{name}")
            for route, (view, name) in doors.items()
        )
        return [*ours, *super().get_urls()]

    # Pages

    def changelist_view(self, request, extra_context=None):
        self._ask(self.has_view_permission(request))
        return library.page(request, self)

    def add_view(self, request, form_url="", extra_context=None):
        self._ask(self.has_add_permission(request))
        return arrival.page(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self._ask(self.has_view_permission(request))
        if request.method == "POST":
            self._ask(self.has_change_permission(request))
        return detail.page(request, self, self._picture(object_id))

    def delete_view(self, request, object_id, extra_context=None):
        """What keeps it is told as on its page: by name as far as somebody may see it."""
        self._ask(self.has_view_permission(request))
        picture = self._picture(object_id)
        told = {"title": f"Delete “{picture}”", "places": places.where(picture, request.user)}
        return super().delete_view(request, object_id, told | (extra_context or {}))

    def crops_view(self, request, pk):
        self._ask(self.has_change_permission(request))
        return laying.door(request, self, self._picture(pk))

    def fallback_view(self, request, pk):
        self._ask(self.has_change_permission(request) and detail.may_lease(request))
        return choosing.fallback(request, self, self._picture(pk))

    def replacement_view(self, request, pk):
        self._ask(replacing.may_replace(request))
        return replacing.page(request, self, self._picture(pk))

    def undo_view(self, request, pk):
        self._ask(replacing.may_replace(request))
        return replacing.undo(request, self, self._picture(pk))

    def chooser_view(self, request):
        self._ask(self.has_view_permission(request))
        return chooser.page(request, self)

    def many_view(self, request):
        self._ask(self.has_change_permission(request))
        return many.page(request, self)

    # Files

    def file_view(self, request, key, width, extension):
        """A rendition, for whoever may look at the library: readers may not have it yet, or any more."""
        self._ask(self.has_view_permission(request))
        made = Rendition.objects.nearest(key, width, extension).first()
        if made is None:
            raise Http404("There is no such picture.")
        return answer(request, made, kept="private, no-store")

    def original_view(self, request, pk):
        """The file as it came, to be put away: with all that stands in it, and never shown in a browser."""
        self._ask(self.has_change_permission(request))
        return _original(request, self._picture(pk))

    # Rights

    def log_change(self, request, obj, message):
        """Whatever the desk changes is written down, and those hear of it that show the picture."""
        telling.tell([obj.pk])
        return super().log_change(request, obj, message)

    def has_delete_permission(self, request, obj=None):
        """What readers have is not thrown away, nor what stands in another's place: that would be back before them."""
        may = super().has_delete_permission(request, obj)
        return may and not (obj and (_is_public(obj) or _has_replaced(obj)))

    def delete_model(self, request, obj):
        """Its files go with it, once it is certain that it goes."""
        names = [made.name for made in Rendition.objects.filter(crop__picture=obj).select_related("crop")]
        super().delete_model(request, obj)
        transaction.on_commit(lambda: files.forget(obj.digest, names))

    def get_deleted_objects(self, objs, request):
        """Crops and renditions go along, and nobody is asked about each. What is in use stays, whoever sees where."""
        *_, protected = super().get_deleted_objects(objs, request)
        return [str(one) for one in objs], {}, set(), [IN_USE] if protected else []

    def _ask(self, may: bool) -> None:
        if not may:
            raise PermissionDenied("The library is open to those whose work it is.")

    def _picture(self, pk) -> Picture:
        if not str(pk).isdecimal() or int(pk) > BigIntegerField.MAX_BIGINT:
            raise Http404("There is no such picture.")
        return get_object_or_404(Picture.objects.with_thumbs().select_related("by"), pk=pk)


def _is_public(picture: Picture) -> bool:
    return Picture.objects.public().filter(pk=picture.pk).exists()


def _has_replaced(picture: Picture) -> bool:
    return Replacement.objects.in_force().filter(other=picture).exists()


@require_safe
def _original(request, picture: Picture) -> HttpResponse:
    try:
        content = files.original(picture.digest)
    except FileNotFoundError:
        raise Http404("There is no such picture.") from None
    response = HttpResponse(content, content_type="application/octet-stream")
    name = f"picture-{picture.pk}.{picture.extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
