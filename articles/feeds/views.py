"""The doors of the feeds: each finds what the feed is of and answers in the form that was asked for."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from articles import reading
from articles.feeds import atom, channel, json_feed, rss
from articles.models import Author, Dateline, Section

FORMS = {None: rss, "atom": atom, "json": json_feed}


@require_safe
def site_feed(request, form=None):
    return _answer(request, channel.of_site(), form)


@require_safe
def section_feed(request, slug, form=None):
    return _answer(request, channel.of_section(get_object_or_404(Section, slug=slug)), form)


@require_safe
def topic_feed(request, slug, form=None):
    """A topic's feed; who follows a word that the topic is no longer called by is led to it."""
    if topic := reading.topic(slug):
        return _answer(request, _not_empty(channel.of_topic(topic)), form)
    if topic := reading.topic_called(slug):
        return redirect("topic_feed", permanent=True, slug=topic.slug, **({"form": form} if form else {}))
    raise Http404


@require_safe
def author_feed(request, slug, form=None):
    return _answer(request, _not_empty(channel.of_author(get_object_or_404(Author, slug=slug))), form)


@require_safe
def dateline_feed(request, slug, form=None):
    return _answer(request, _not_empty(channel.of_dateline(get_object_or_404(Dateline, slug=slug))), form)


def _not_empty(found: channel.Channel) -> channel.Channel:
    """A topic, an author or a place without a live story does not exist for readers."""
    if not found.editions:
        raise Http404
    return found


def _answer(request, found: channel.Channel, form: str | None) -> HttpResponse:
    """The feed, or 304 for who has it already. A story that was taken out makes it newer, as one that came in does."""
    writer = FORMS[form]
    written = writer.written(found)
    etag, changed = quote_etag(sha256(written).hexdigest()[:32]), int(found.changed_at.timestamp())
    headers = {"ETag": etag, "Last-Modified": http_date(changed)}
    if settings.WEBSUB_HUB:
        address = found.address_as(form or "rss")
        headers["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{address}>; rel="self"'
    answer = HttpResponse(written, content_type=writer.CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=answer) or answer
