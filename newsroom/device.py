"""What a reader's own device keeps: how they like to read, the stories they saved, and the paper away from the network.

None of it reaches us. The pages are the same for everybody; small scripts fill them from the device.
"""

from hashlib import sha256

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

# What the pages without a network need, by their paths in static/.
FURNITURE = (
    "paper/tokens.css",
    "paper/fonts/fonts.css",
    "paper/base.css",
    "paper/components/masthead.css",
    "paper/components/footer.css",
    "paper/components/page-head.css",
    "paper/components/notice.css",
    "paper/components/day.css",
    "paper/components/form.css",
    "paper/components/shelf.css",
    "paper/fonts/newsreader-display-latin.woff2",
    "paper/fonts/newsreader-text-latin.woff2",
    "paper/fonts/inter-label-latin.woff2",
    "paper/js/settings.js",
    "paper/js/saved.js",
    "paper/sign.svg",
)
PAPER = "#fffefb"


@require_safe
def saved(request):
    return render(request, "device/saved.html", {"today": None})


@require_safe
def reading_settings(request):
    return render(request, "device/settings.html")


@require_safe
def offline(request):
    return render(request, "device/offline.html", {"today": None})


@require_safe
def worker(request):
    """The service worker. At the root, so that it may serve the whole paper; asked for anew each time it is due."""
    pages = [reverse("offline"), reverse("saved")]
    files = [*pages, *(static(name) for name in FURNITURE)]
    script = render_to_string("device/sw.js", {"files": files})
    answer = render(
        request,
        "device/sw.js",
        {"files": files, "version": sha256(script.encode()).hexdigest()[:8]},
        content_type="text/javascript",
    )
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request):
    """What a home screen needs to know of the paper (W3C Web Application Manifest)."""
    icons = [{"src": static("paper/sign.svg"), "type": "image/svg+xml", "sizes": "any"}]
    for size in (192, 512):
        icon = {
            "src": static(f"paper/sign-{size}.png"),
            "type": "image/png",
            "sizes": f"{size}x{size}",
            "purpose": "any maskable",
        }
        icons.append(icon)
    return JsonResponse(
        {
            "id": "/",
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "description": settings.SITE_TAGLINE,
            "lang": settings.LANGUAGE_CODE,
            "start_url": reverse("front"),
            "scope": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
            "shortcuts": [
                {"name": "Saved stories", "url": reverse("saved")},
                {"name": "Search", "url": reverse("search")},
            ],
        },
        content_type="application/manifest+json",
    )
