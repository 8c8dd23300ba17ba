"""Verbs said of many stories from the list: each story by itself, and the result of each is told."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import clock, hours, workflow
from articles.admin import verb_forms as ask
from articles.admin import weighing
from articles.admin.doors import REFUSALS
from articles.admin.verbs import VERBS, Verb, outcome, refusal
from articles.models import Edition, Story

# Killing and publishing without a clear want a look at the one story.
TOGETHER = ("file", "send_back", "clear", "publish", "unschedule", "spike", "unspike", "give")
MOST = 200
KEY = "results"
# What is said of many, and has no door of its own that asks.
_OF_MANY = VERBS | {
    "give": Verb(
        "assignee",
        "Give",
        "Whoever you choose has them from here on, and finds them on their day.",
        "“{story}” is in other hands.",
        ask.Give,
    )
}
_CAME = {
    "file": "Filed",
    "send_back": "Sent back",
    "clear": "Cleared",
    "publish": "Published",
    "unschedule": "Taken back",
    "spike": "Spiked",
    "unspike": "Unspiked",
    "give": "Given",
}


def action(name: str):
    """The bulk action that says a verb, offered to those whose role has the verb's right."""

    @admin.action(description=f"{_OF_MANY[name].label} the chosen stories", permissions=[name])
    def act(modeladmin, request, queryset):
        return _ask_or_say(modeladmin, request, queryset, name)

    act.__name__ = name
    return act


def buttons(names) -> list[dict]:
    """The verbs that are offered, as buttons: an ellipsis where something is asked first, and what they start from."""
    return [
        {
            "name": name,
            "label": _OF_MANY[name].label + ("…" if _OF_MANY[name].form is not ask.VerbForm else ""),
            "leaves": " ".join(sorted(workflow.MOVES[name].leaves)),
        }
        for name in TOGETHER
        if name in names
    ]


def results(request) -> dict | None:
    """What came of the verb that was said last, told once."""
    return request.session.pop(KEY, None) if KEY in request.session else None


def _ask_or_say(modeladmin, request, queryset, name: str):
    chosen = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(chosen) > MOST:
        messages.error(request, f"Choose {MOST} stories at most: nothing was done.")
        return None
    rows = weighing.before_each(name, Story.objects.filter(pk__in=chosen))
    answered = "say" in request.POST
    weigh = [reason for row in rows for reason in row.weigh]
    form = _OF_MANY[name].form(request.POST if answered else None, by=request.user, weigh=weigh)
    if not form.fields or (answered and form.is_valid()):
        answers = form.cleaned_data if form.fields else {}
        _keep(request, name, [_said(request, row.story, name, _answers(form, row, answers)) for row in rows])
        return None
    count = f"{len(rows)} {'story' if len(rows) == 1 else 'stories'}"
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"{_OF_MANY[name].label}: {count}",
        "verb": _OF_MANY[name],
        "name": name,
        "rows": rows,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "list_url": request.get_full_path(),
    }
    return render(request, "admin/articles/story/together.html", context)


def _answers(form: ask.VerbForm, row: weighing.Before, answers: dict) -> dict:
    """What was answered, for one of the stories: why something is left so is written down where it was asked."""
    if isinstance(form, ask.Weighed) and not row.weigh:
        return {name: answer for name, answer in answers.items() if name != "note"}
    return answers


def _said(request, story: Story, name: str, answers: dict) -> dict:
    """Say it of one story. What came of it, as the session keeps it."""
    url = reverse("admin:articles_story_change", args=[story.pk])
    told = {"pk": story.pk, "url": url, "headline": str(story), "language": story.language}
    try:
        result = getattr(workflow, name)(story, by=request.user, **answers)
    except REFUSALS as error:
        return told | {"done": False, "word": "Refused", "said": " ".join(refusal(error))}
    is_ahead = isinstance(result, Edition) and result.live_from > clock.now()
    word = "Scheduled" if is_ahead else _CAME[name]
    said = outcome(name, story, result) if name in VERBS else _OF_MANY[name].done.format(story=story)
    return told | {"done": True, "word": word, "said": said, "ahead": is_ahead}


def _keep(request, name: str, came: list[dict]) -> None:
    """Keep what came of it for the page that follows: what was done first."""
    done = [one for one in came if one["done"]]
    request.session[KEY] = {
        "label": _OF_MANY[name].label,
        "at": f"{hours.local(timezone.now()):%H:%M:%S}",
        "done": len(done),
        "refused": len(came) - len(done),
        "came": sorted(came, key=lambda one: not one["done"]),
        "back": [one["pk"] for one in done if one["ahead"]],
    }
