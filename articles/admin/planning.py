"""Passing stories on and planning them without opening each, from the day and the budget; with a way back."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles import turns, workflow
from articles.admin import reach, undo
from articles.admin.doors import REFUSALS
from articles.admin.plan_form import GiveForm, PlanForm, RankForm
from articles.admin.verbs import refusal
from articles.models import Story


def urls(door):
    """The doors, each a noun of a story. `door` is how the story's admin wraps its views."""
    doors = {"assignment": take, "departure": leave, "assignee": give, "plan": plan, "rank": rank}
    return [
        path(f"<int:pk>/{noun}/", door(partial(_door, view=view)), name=f"articles_story_{noun}")
        for noun, view in doors.items()
    ]


def _door(request, pk: int, *, site: AdminSite, view):
    """What every one of these asks first: is the story in reach, may it be changed. Who only looks is led to it."""
    story = reach.story_to_change(request, pk)
    if request.method == "POST":
        try:
            view(request, story)
        except REFUSALS as error:
            messages.error(request, " ".join(refusal(error)))
        return redirect(back(request, story))
    return redirect("admin:articles_story_change", pk)


def back(request, story: Story) -> str:
    """Where it was said from, if that is a page of ours."""
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours else reverse("admin:articles_story_change", args=[story.pk])


def _address(noun: str, story: Story) -> str:
    return reverse(f"admin:articles_story_{noun}", args=[story.pk])


def take(request, story: Story) -> None:
    had = story.assignee_id
    workflow.take(story, by=request.user)
    undo.offer(request, f"You have “{story}” now.", _address("departure", story), assignee=had)


def leave(request, story: Story) -> None:
    form = _filled(GiveForm(request.POST, story=story), request)
    if form:
        to = form.cleaned_data["assignee"] if "assignee" in request.POST else turns.handed_in_by(story)
        workflow.leave(story, by=request.user, to=to)
        messages.success(request, f"“{story}” is whoever’s is next.")


def give(request, story: Story) -> None:
    had, was_taken = story.assignee, story.status == Story.Status.DRAFT or turns.is_taken(story)
    form = _filled(GiveForm(request.POST, story=story), request)
    if form and form.cleaned_data["assignee"] != had:
        workflow.give(story, by=request.user, to=form.cleaned_data["assignee"])
        back = _address("assignee" if was_taken else "departure", story)
        undo.offer(request, f"{story.assignee or 'Nobody'} has “{story}” now.", back, assignee=had and had.pk)


def plan(request, story: Story) -> None:
    offered = PlanForm(request.POST, story=story, by=request.user, only=PlanForm.offered(story, request.POST))
    before = offered.as_typed()
    form = _filled(offered, request)
    if form:
        wishes = form.cleaned_data
        urgency = wishes.pop("urgency", story.urgency)
        if urgency != story.urgency:
            workflow.revise(story, by=request.user, urgency=urgency)
        workflow.plan(story, by=request.user, **wishes)
        undo.offer(request, f"“{story}” is planned.", _address("plan", story), **before)


def rank(request, story: Story) -> None:
    form = _filled(RankForm(request.POST, stories=reach.stories(request.user), story=story), request)
    if form:
        was = form.move()
        undo.offer(request, f"“{story}” stands elsewhere on the budget.", _address("rank", story), place=was)


def _filled(form, request):
    """A form as it was filled in; or nothing, and what is wrong with it is told."""
    if form.is_valid():
        return form
    wrong = " ".join(error for errors in form.errors.values() for error in errors)
    messages.error(request, f"“{form.story}”: {wrong}")
    return None
