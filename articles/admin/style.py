"""House style while somebody writes: what is asked about the text as it stands on their screen, and “not here”."""

import json
from dataclasses import asdict

from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from articles import hints, house_style
from articles.admin import reach
from articles.house_style.rules import ANYWHERE

LONGEST = 200_000  # Characters looked at: longer than any story, and read in a second the first time.


@require_POST
def read(request, pk: int, *, site: AdminSite):
    """Hints for the lines of a text that is being written, as JSON: `{language, lines: [[field, words], …]}` in.

    `sheet` says whether the house has rules for that language: where it has none, nothing to ask means nothing.
    """
    story = reach.story_to_change(request, pk)
    language, lines = _lines(request)
    has_sheet = language in house_style.languages()
    return JsonResponse(
        {
            "hints": [asdict(hint) for hint in hints.of_lines(story, lines, language=language)],
            "ease": round(house_style.reading_ease(lines)) if has_sheet else None,
            "sheet": has_sheet,
        }
    )


@require_http_methods(["POST", "DELETE"])
def waivers(request, pk: int, *, site: AdminSite):
    """“Not here”: POST lets words stand in this story, DELETE asks about them again."""
    story = reach.story_to_change(request, pk)
    asked = _json(request)
    rule, words = asked.get("rule"), asked.get("words")
    if not (isinstance(rule, str) and isinstance(words, str) and 0 < len(rule) <= 40):
        raise BadRequest("Name the rule and the words.")
    if request.method == "POST":
        hints.let_stand(story, rule=rule, words=words, by=request.user)
    else:
        hints.ask_again(story, rule=rule, words=words)
    return HttpResponse(status=204)


def _lines(request) -> tuple[str, list[tuple[str, str]]]:
    asked, room, lines = _json(request), LONGEST, []
    try:
        for field, words in asked.get("lines", []):
            if field not in ANYWHERE or not isinstance(words, str):
                raise ValueError
            lines.append((field, words[:room]))
            room = max(0, room - len(words))
    except (TypeError, ValueError):
        raise BadRequest("Lines are pairs of a field and its words.") from None
    return str(asked.get("language", "")).partition("-")[0].lower(), lines


def _json(request) -> dict:
    try:
        asked = json.loads(request.body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise BadRequest("What is asked comes as a JSON object.")
    return asked
