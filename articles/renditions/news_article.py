"""An edition as linked data: schema.org's NewsArticle, for search engines and whoever else reads it."""

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.body import shortened
from articles.models import Dateline, Edition
from articles.models.correction import Correction
from articles.renditions.addresses import absolute, of_author, rfc3339, share_image
from articles.renditions.pictures import lead_files

LONGEST_HEADLINE = 110  # Google: longer ones are cut in some results.
ERRORS = {Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION, Correction.Kind.RETRACTION}


def as_news_article(edition: Edition) -> dict:
    """An edition read with its section, dateline and series. Nothing stands in it that is not known."""
    address = absolute(edition.path)
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "breadcrumb": breadcrumb(_trail(edition))},
        "headline": shortened(edition.headline, LONGEST_HEADLINE),
        "alternativeHeadline": edition.social_headline or edition.search_headline,
        "description": edition.description,
        "datePublished": rfc3339(edition.first_published_at),
        "dateModified": rfc3339(edition.updated_at),
        "inLanguage": edition.language,
        "isAccessibleForFree": True,
        "articleSection": [name for name, _ in _trail(edition)],
        "keywords": [tag["name"] for tag in edition.tags],
        "wordCount": edition.words,
        "author": [_person(byline) for byline in edition.bylines if not byline["role"]],
        "contributor": [_person(byline) for byline in edition.bylines if byline["role"]],
        "publisher": publisher(),
        "image": _images(edition),
        "dateline": edition.dateline_text,
        "contentLocation": edition.dateline and place(edition.dateline),
        "correction": [_correction(told) for told in edition.corrections_told if told["kind"] in ERRORS],
        "isPartOf": edition.series
        and {
            "@type": "CreativeWorkSeries",
            "name": edition.series.title,
            "url": absolute(edition.series.get_absolute_url()),
        },
        "sourceOrganization": edition.source and {"@type": "Organization", "name": edition.source},
        "isBasedOn": edition.canonical_url,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": ["#headline", ".article__deck"]},
    }
    return known(article)


def publisher() -> dict:
    """The paper itself."""
    return _publisher(settings.SITE_NAME, settings.SITE_URL)


@cache
def _publisher(name: str, site_url: str) -> dict:
    """Put together once: it stands on every story, and only the settings change it."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{site_url}/#paper",
        "name": name,
        "url": f"{site_url}/",
        "logo": {"@type": "ImageObject", "url": absolute(static("paper/sign.png"))},
        "correctionsPolicy": absolute(reverse("corrections")),
    }


def breadcrumb(trail: list[tuple[str, str]]) -> dict:
    """The way down to a page, from the front: pairs of a name and a path. Empty for what stands on the front itself."""
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate([(settings.SITE_NAME, "/"), *trail], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps} if trail else {}


def place(dateline: Dateline) -> dict:
    """Where a story was written from, as far as it is known."""
    has_point = dateline.latitude is not None and dateline.longitude is not None
    point = {"@type": "GeoCoordinates", "latitude": dateline.latitude, "longitude": dateline.longitude}
    address = {
        "@type": "PostalAddress",
        "addressLocality": dateline.place,
        "addressCountry": dateline.country,
    }
    return known(
        {
            "@type": "Place",
            "name": str(dateline),
            "url": absolute(dateline.get_absolute_url()),
            "address": known(address) if dateline.country else None,
            "geo": point if has_point else None,
        }
    )


def known(facts: dict) -> dict:
    """Facts without those that there is nothing to say of. Nought is something."""
    return {name: fact for name, fact in facts.items() if fact or fact == 0}


def _images(edition: Edition) -> list[dict] | dict:
    """Its picture in three proportions, as search engines ask for them; where it has none, that of shared links."""
    said = {"caption": edition.picture.get("caption"), "creditText": edition.picture.get("credit")}
    found = [
        known({"@type": "ImageObject"} | file._asdict() | said)
        for file in lead_files(edition, "lead", "card", "square")
    ]
    return found or {"@type": "ImageObject", "url": share_image(edition), "width": 1200, "height": 630}


def _trail(edition: Edition) -> list[tuple[str, str]]:
    sections = (edition.section.parent, edition.section)
    return [(section.name, section.get_absolute_url()) for section in sections if section]


def _person(byline: dict) -> dict:
    return known({"@type": "Person", "name": byline["name"], "url": of_author(byline)})


def _correction(told: dict) -> dict:
    return {
        "@type": "CorrectionComment",
        "name": told["label"],
        "text": told["text"],
        "datePublished": rfc3339(told["at"]),
    }
