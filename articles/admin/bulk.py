"""Verbs said of many stories from the list: each story by itself, and the result of each is told."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import render

from articles import workflow
from articles.admin.doors import REFUSALS
from articles.admin.verbs import VERBS, outcome, refusal
from articles.models import Story

# Killing and publishing without a clear want a look at the one story.
TOGETHER = ("file", "send_back", "clear", "publish", "unschedule", "spike", "unspike")
MOST = 200


def action(name: str):
    """The bulk action that says a verb, offered to those whose role has the verb's right."""

    @admin.action(description=f"{VERBS[name].label} the chosen stories", permissions=[name])
    def act(modeladmin, request, queryset):
        return _ask_or_say(modeladmin, request, queryset, name)

    act.__name__ = name
    return act


def _ask_or_say(modeladmin, request, queryset, name: str):
    chosen = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(chosen) > MOST:
        messages.error(request, f"Choose {MOST} stories at most: nothing was done.")
        return None
    stories = list(Story.objects.filter(pk__in=chosen))
    answered = "say" in request.POST
    form = VERBS[name].form(request.POST if answered else None, by=request.user)
    if not form.fields or (answered and form.is_valid()):
        for story in stories:
            _say(request, story, name, form.cleaned_data if form.fields else {})
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"{VERBS[name].label}: {len(stories)} {'story' if len(stories) == 1 else 'stories'}",
        "verb": VERBS[name],
        "name": name,
        "stories": stories,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "list_url": request.get_full_path(),
    }
    return render(request, "admin/articles/story/together.html", context)


def _say(request, story: Story, name: str, answers: dict) -> None:
    headline = str(story)
    try:
        result = getattr(workflow, name)(story, by=request.user, **answers)
    except REFUSALS as error:
        messages.error(request, f"Not done: {headline}. {' '.join(refusal(error))}")
    else:
        messages.success(request, outcome(name, story, result))
