"""The whole house's addresses: the desk, signs of life, and the paper."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("", include("adverts.urls")),
    path("", include("articles.urls")),
]
