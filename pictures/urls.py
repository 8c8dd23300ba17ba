"""The one public address of pictures: a rendition, by its name."""

from django.urls import path

from pictures import views
from pictures.addresses import RENDITION
from pictures.names import PLACE

urlpatterns = [path(f"{PLACE}{RENDITION}", views.rendition, name="picture")]
