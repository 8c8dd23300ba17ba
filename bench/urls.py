"""The paper's addresses, and the bare view that everything is measured against: one query, a small template."""

from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from articles.models import Author


def bare(request, slug):
    author = get_object_or_404(Author, slug=slug)
    return render(request, "bare.html", {"author": author})


urlpatterns = [path("bare/<slug:slug>/", bare), path("", include("newsroom.urls"))]
