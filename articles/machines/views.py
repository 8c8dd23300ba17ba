"""The doors for machines. What an administrator has not set does not exist: 404."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from articles import clock, machine_use, reading, sharing
from articles.machines import told
from articles.models import Edition
from articles.renditions import absolute, as_markdown, as_share_image, kind_of
from pictures.models import Rendition

KEPT_FOR = 24 * 60 * 60
DRAWN_AS = 1  # To be raised whenever the picture is drawn otherwise.


def _text(words: str) -> HttpResponse:
    if not words:
        raise Http404
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request):
    return _text(told.robots())


@require_safe
def llms_txt(request):
    return _text(told.llms())


@require_safe
def security_txt(request):
    return _text(told.security())


@require_safe
def text_of_ours(request, name):
    """ads.txt, trust.txt and humans.txt, word for word as they are set."""
    words = getattr(settings, f"{name.upper()}_TXT").strip()
    return _text(words and f"{words}\n")


@require_safe
def indexnow_key(request, key):
    """What proves to search engines that a ping is ours: the key, at the address that bears its name (indexnow.org)."""
    return _text(key if key == settings.INDEXNOW_KEY else "")


@require_safe
def tdmrep_json(request):
    return JsonResponse(told.tdm(), safe=False)


@require_safe
def story_markdown(request, year, month, day, slug):
    edition = _live_beside(request, "index.md")
    if machine_use.of(edition) != machine_use.ALL:
        raise Http404
    answer = HttpResponse(as_markdown(edition), content_type="text/markdown; charset=utf-8")
    answer["Link"] = f'<{absolute(edition.path)}>; rel="canonical"'
    return answer


@require_safe
def story_share_image(request, year, month, day, slug):
    """The picture of a shared link, drawn once for each edition and each photograph that readers see at its head."""
    edition = _live_beside(request, "share.png")
    photograph = sharing.photograph_of(edition)
    name = f"{DRAWN_AS}-{edition.content_hash[:32]}-{photograph.name if photograph else 'letters'}"
    etag = quote_etag(name)
    unchanged = get_conditional_response(request, etag=etag)
    drawn = b"" if unchanged else _drawn(edition, photograph, name)
    answer = unchanged or HttpResponse(drawn, content_type=kind_of(drawn), headers={"ETag": etag})
    return machine_use.mark(answer, edition)


def _drawn(edition: Edition, photograph: Rendition | None, name: str) -> bytes:
    """The picture, kept for others as long as its photograph may be seen.

    Of what is not out, as somebody at another moment asks for it, nothing is kept.
    """
    if clock.stands_at():
        return as_share_image(edition, sharing.bytes_of(photograph))
    key = f"share-image:{name}"
    kept = cache.get(key)
    if kept is None:
        kept = as_share_image(edition, sharing.bytes_of(photograph))
        cache.set(key, kept, sharing.seconds_left(photograph, KEPT_FOR))
    return kept


def _live_beside(request, name: str) -> Edition:
    """What readers get now at the article's address that a file stands beside."""
    edition = reading.edition_at(request.path.removesuffix(name))
    if edition is None:
        raise Http404
    return edition
