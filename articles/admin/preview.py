"""A story as it will be met: on every screen, on a front, in a search, shared; and links for others to read along."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from articles import clock, preview_links, previews, revisions, sharing
from articles.admin import reach
from articles.admin.doors import story_url
from articles.models import Edition, PreviewLink
from articles.preflight import spoken
from articles.renditions.share_image import as_share_image, kind_of

# What the desk's own frames may show: the paper's page as it is, which nobody else may frame and which sends nothing.
FRAMED_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
ENDS: dict[str, tuple[str, Callable[[], datetime]]] = {
    "noon": ("tomorrow at noon", preview_links.tomorrow_noon),
    "hour": ("in an hour", lambda: clock.now() + timedelta(hours=1)),
    "week": ("in a week", lambda: clock.now() + timedelta(days=7)),
    "published": ("when it is published", lambda: clock.now() + preview_links.LONGEST_LIFE),
}


class LinkForm(forms.Form):
    for_whom = forms.CharField(max_length=120, help_text="A name you will know later.")
    sees = forms.ChoiceField(
        label="They see",
        choices=[("revision", "the text as it stands now"), ("newest", "always the newest text")],
        widget=forms.RadioSelect,
        initial="revision",
    )
    may = forms.ChoiceField(
        label="They may",
        choices=[("read", "read"), ("comment", "read and write notes to the desk")],
        widget=forms.RadioSelect,
        initial="comment",
    )
    ends = forms.ChoiceField(
        label="It ends",
        choices=[(key, label) for key, (label, _) in ENDS.items()],
        help_text=f"Times are {settings.TIME_ZONE}. You can end it earlier.",
    )


def addresses(door: Callable) -> list[URLPattern]:
    """The addresses of a story's preview, each wrapped by the desk's door."""
    return [
        path("<int:pk>/preview/", door(room), name="articles_story_preview"),
        path("<int:pk>/preview/page/", door(sheet), name="articles_story_preview_page"),
        path("<int:pk>/preview/card/", door(card), name="articles_story_preview_card"),
        path("<int:pk>/preview/share.png", door(share_image), name="articles_story_preview_share"),
        path("<int:pk>/preview/links/", door(make), name="articles_story_preview_links"),
        path("<int:pk>/preview/links/<int:link>/end/", door(end), name="articles_story_preview_end"),
    ]


@require_safe
def room(request, pk: int, *, site: AdminSite, form: LinkForm | None = None):
    """The previews side by side, and the links that are open."""
    story = reach.story_or_404(request, pk)
    now = clock.now()
    links = story.preview_links.select_related("revision", "story")
    is_open = set(links.open(now).values_list("pk", flat=True))
    edition = previews.of_story(story)
    context = {
        **site.each_context(request),
        "title": "Preview",
        "subtitle": str(story),
        "story": story,
        "story_url": story_url(story),
        "edition": edition,
        "revision": revisions.newest(story),
        "live": Edition.objects.live().filter(story=story).only("number").first(),
        "form": (form or LinkForm()) if reach.may(request, "articles.change_story", story) else None,
        "links": [_told(request, link) for link in links if link.pk in is_open],
        "ended": [link for link in links if link.pk not in is_open],
        "host": settings.SITE_URL.partition("//")[2],
    }
    return render(request, "admin/articles/story/preview.html", context)


def _told(request, link: PreviewLink) -> dict:
    return {
        "link": link,
        "url": request.build_absolute_uri(link.get_absolute_url()),
        "expires": spoken(link.expires_at),
        "opened": link.last_opened_at and spoken(link.last_opened_at),
    }


@require_safe
def sheet(request, pk: int, *, site: AdminSite):
    """The article's page, for the frames in which it is tried on."""
    edition = previews.of_story(reach.story_or_404(request, pk))
    return framed(render(request, "preview/story.html", previews.page(edition)))


@require_safe
def card(request, pk: int, *, site: AdminSite):
    """The story's cards, for the frame in which they are shown."""
    edition = previews.of_story(reach.story_or_404(request, pk))
    return framed(render(request, "preview/card.html", {"edition": edition}))


@require_safe
def share_image(request, pk: int, *, site: AdminSite):
    """The picture that goes with the story when it is shared."""
    edition = previews.of_story(reach.story_or_404(request, pk))
    drawn = as_share_image(edition, sharing.bytes_of(sharing.photograph_of(edition)))
    return framed(HttpResponse(drawn, content_type=kind_of(drawn)))


@require_POST
def make(request, pk: int, *, site: AdminSite):
    """A new link, for whoever may change the story to hand out."""
    story = reach.story_to_change(request, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        request.method = "GET"
        return room(request, pk, site=site, form=form)
    asked = form.cleaned_data
    link = preview_links.make(
        story,
        by=request.user,
        for_whom=asked["for_whom"],
        newest=asked["sees"] == "newest",
        may_comment=asked["may"] == "comment",
        until_published=asked["ends"] == "published",
        expires_at=ENDS[asked["ends"]][1](),
    )
    messages.success(request, f"The link for {link.for_whom} is made: copy it from the list.")
    return redirect("admin:articles_story_preview", pk=story.pk)


@require_POST
def end(request, pk: int, link: int, *, site: AdminSite):
    """A link leads nowhere from now on."""
    story = reach.story_to_change(request, pk)
    ending = get_object_or_404(story.preview_links, pk=link)
    preview_links.end(ending, by=request.user)
    messages.success(request, f"The link for {ending.for_whom} leads nowhere any more.")
    return redirect("admin:articles_story_preview", pk=story.pk)


def framed(response: HttpResponse, policy: str = FRAMED_POLICY) -> HttpResponse:
    """What only the desk's own frames may show, and nobody keeps."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
