"""The time machine: the whole paper as of any moment, past or coming, for staff who may walk through it.

`looking` asks the paper for a page as a reader would at that moment, `tickets` signs who looks and when, `changes`
knows what opens and ends around it, `form` reads what the bar is told, and `views` is the bar and the door behind it.
"""

from functools import partial

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path


def urls(site: AdminSite) -> list[URLPattern]:
    """The bar, and the door of its frame."""
    from newsroom.time_machine import views

    door = site.admin_view(partial(views.page, site=site))
    return [
        path("time-machine/", site.admin_view(partial(views.bar, site=site)), name="time_machine"),
        path("time-machine/<str:ticket>/", door, name="time_machine_page"),
        path("time-machine/<str:ticket>/<path:path>", door, name="time_machine_page"),
    ]
