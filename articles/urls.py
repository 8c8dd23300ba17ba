"""The public addresses. They are promises: none is ever changed."""

from django.urls import path, re_path

from articles import preview_door, views
from articles.feeds import views as feeds
from articles.machines import views as machines
from articles.sitemaps import views as sitemaps
from pictures.addresses import RENDITION
from pictures.names import PLACE

_FEED = r"feed/(?:(?P<form>atom|json)/)?$"
_SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"
_DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"

urlpatterns = [
    path("", views.front, name="front"),
    # First what is asked for most: addresses are tried in this order.
    re_path(rf"^{_DAY}/{_SLUG}/$", views.story_detail, name="story"),
    re_path(rf"^{_FEED}", feeds.site_feed, name="feed"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic"),
    re_path(rf"^topics/{_SLUG}/{_FEED}", feeds.topic_feed, name="topic_feed"),
    path("by/<slug:slug>/", views.author_detail, name="author"),
    re_path(rf"^by/{_SLUG}/{_FEED}", feeds.author_feed, name="author_feed"),
    path("from/", views.dateline_list, name="datelines"),
    path("from/<slug:slug>/", views.dateline_detail, name="dateline"),
    re_path(rf"^from/{_SLUG}/{_FEED}", feeds.dateline_feed, name="dateline_feed"),
    path("series/<slug:slug>/", views.series_detail, name="series"),
    path("preview/<str:token>/", preview_door.read, name="preview"),
    path(f"preview/<str:token>/{PLACE}{RENDITION}", preview_door.picture, name="preview_picture"),
    path("corrections/", views.corrections, name="corrections"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.search_suggestions, name="search_suggestions"),
    path("robots.txt", machines.robots_txt, name="robots_txt"),
    path("llms.txt", machines.llms_txt, name="llms_txt"),
    path("security.txt", machines.security_txt, name="security_txt"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt_well_known"),
    path(".well-known/tdmrep.json", machines.tdmrep_json, name="tdmrep_json"),
    re_path(r"^(?P<name>ads|trust|humans)\.txt$", machines.text_of_ours, name="text_of_ours"),
    re_path(r"^(?P<key>[a-zA-Z0-9-]{8,128})\.txt$", machines.indexnow_key, name="indexnow_key"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$", sitemaps.month, name="sitemap_month"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    re_path(rf"^{_DAY}/{_SLUG}/index\.md$", machines.story_markdown, name="story_markdown"),
    re_path(rf"^{_DAY}/{_SLUG}/share\.png$", machines.story_share_image, name="story_share_image"),
    re_path(rf"^{_DAY}/{_SLUG}/history/$", views.story_history, name="history"),
    re_path(
        rf"^{_DAY}/{_SLUG}/history/(?P<ordinal>[1-9][0-9]{{0,4}})/$",
        views.story_as_it_stood,
        name="as_it_stood",
    ),
    re_path(rf"^{_DAY}/$", views.archive_day, name="archive_day"),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", views.archive_month, name="archive_month"),
    re_path(r"^(?P<year>[0-9]{4})/$", views.archive_year, name="archive_year"),
    path("<slug:slug>/", views.section_detail, name="section"),
    re_path(rf"^{_SLUG}/{_FEED}", feeds.section_feed, name="section_feed"),
]
