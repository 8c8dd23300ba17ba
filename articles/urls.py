"""The public addresses. They are promises: none is ever changed."""

from django.urls import path, re_path

from articles import views

_DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"

urlpatterns = [
    path("", views.front, name="front"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic"),
    path("by/<slug:slug>/", views.author_detail, name="author"),
    path("from/", views.dateline_list, name="datelines"),
    path("from/<slug:slug>/", views.dateline_detail, name="dateline"),
    path("series/<slug:slug>/", views.series_detail, name="series"),
    path("corrections/", views.corrections, name="corrections"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.search_suggestions, name="search_suggestions"),
    re_path(rf"^{_DAY}/(?P<slug>[-a-zA-Z0-9_]+)/$", views.story_detail, name="story"),
    re_path(rf"^{_DAY}/(?P<slug>[-a-zA-Z0-9_]+)/history/$", views.story_history, name="history"),
    re_path(rf"^{_DAY}/$", views.archive_day, name="archive_day"),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", views.archive_month, name="archive_month"),
    re_path(r"^(?P<year>[0-9]{4})/$", views.archive_year, name="archive_year"),
    path("<slug:slug>/", views.section_detail, name="section"),
]
