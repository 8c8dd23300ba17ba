"""The whole house's addresses: the desk, signs of life, what readers’ devices keep, and the paper."""

from django.contrib import admin
from django.urls import include, path

from newsroom import device, health
from newsroom.metrics.views import metrics

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics),
    path("saved/", device.saved, name="saved"),
    path("settings/", device.reading_settings, name="reading_settings"),
    path("offline/", device.offline, name="offline"),
    path("sw.js", device.worker, name="worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("", include("pictures.urls")),
    path("", include("adverts.urls")),
    path("", include("newsletters.urls")),
    path("", include("articles.urls")),
]
