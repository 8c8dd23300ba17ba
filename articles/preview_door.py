"""The one door by which somebody who does not sign in reads what is not out: a link that the desk made for them."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from articles import preview_links, previews
from pictures import names
from pictures.models import Rendition
from pictures.serving import answer

# Renditions as pages name them, in whatever attribute.
_PICTURES = re.compile(rb'(?<=["\s])/%s(?=[0-9a-f]{%d}-)' % (names.PLACE.encode(), names.KEY))


class NoteForm(forms.Form):
    text = forms.CharField(
        label="A note to the desk",
        max_length=preview_links.LONGEST_NOTE,
        widget=forms.Textarea({"rows": 5}),
        help_text="Only the newsroom reads it.",
    )
    passage = forms.CharField(
        label="On these words",
        required=False,
        max_length=preview_links.LONGEST_NOTE,
        help_text="Select them in the story, or paste them here. Empty: it is about the whole.",
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request, token: str) -> HttpResponse:
    """The story as it would be read, and, where the link allows it, a box for a note to the desk."""
    link = preview_links.followed(token)
    if link is None:
        raise Http404("No link leads here, or it has ended.")
    form = NoteForm(request.POST or None) if link.may_comment else None
    if request.method == "POST" and form and form.is_valid() and _said(request, link, form):
        return for_these_eyes(redirect(request.path))
    page = {**previews.page(previews.of_link(link)), "link": link, "form": form}
    response = render(request, "preview/shared.html", page)
    by_link = f"{request.path}{names.PLACE}".encode()
    response.content = _PICTURES.sub(lambda _: by_link, response.content)
    return for_these_eyes(response)


@require_safe
def picture(request, token: str, key: str, width: int, extension: str) -> HttpResponse:
    """A picture on that page: of the story, though readers have it not, or of others that they have."""
    link = preview_links.named(token)
    if link is None:
        raise Http404("No link leads here, or it has ended.")
    theirs = Rendition.objects.filter(crop__picture__in=previews.pictures_of_link(link))
    made = (
        theirs.nearest(key, width, extension).first()
        or Rendition.objects.public().nearest(key, width, extension).first()
    )
    if made is None or not made.crop.has(width, extension):
        raise Http404("There is no such picture.")
    return for_these_eyes(answer(request, made, kept="private, no-store"))


def _said(request, link, form: NoteForm) -> bool:
    try:
        preview_links.say(link, **form.cleaned_data)
    except preview_links.TooManyNotes:
        form.add_error("text", "The desk has all the notes this link can carry: write or call them.")
        return False
    messages.success(request, "The desk has your note.")
    return True


def for_these_eyes(response: HttpResponse) -> HttpResponse:
    """Nothing between the newsroom and whoever looks keeps a copy, indexes it, or learns the address from a click."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response
