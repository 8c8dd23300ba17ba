"""What is done to an issue's stories and words on its page: each a POST, with a way back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from articles.admin import undo
from articles.admin.doors import REFUSALS
from articles.admin.verbs import refusal
from articles.models import Edition, Story
from newsletters import composing
from newsletters.admin.forms import WordsForm
from newsletters.admin.page import address, shown
from newsletters.models import Issue


class StoryForm(forms.Form):
    story = forms.IntegerField(min_value=1)
    place = forms.IntegerField(min_value=1, required=False)

    def clean_story(self) -> Story:
        """What readers have, or had: an issue holds nothing else."""
        opened = Edition.objects.opened().filter(story__pk=self.cleaned_data["story"])
        edition = opened.select_related("story").order_by("live_from").last()
        if edition is None:
            raise forms.ValidationError("Readers do not have it: only what is live goes into an issue.")
        self.headline = edition.headline
        return edition.story


@require_http_methods(["GET", "HEAD", "POST"])
def words(request, issue: Issue, *, admin):
    """The page itself; POST keeps what was written in the issue's own words."""
    if request.method != "POST":
        return shown(request, issue, admin=admin)
    must_compose(request, admin)
    form = WordsForm(request.POST, issue=issue)
    if not form.is_valid():
        return shown(request, issue, admin=admin, words=form)
    try:
        composing.say(issue, by=request.user, over=form.seen, **form.written)
    except composing.WrittenMeanwhile:
        form = WordsForm(request.POST, issue=Issue.objects.select_related("newsletter").get(pk=issue.pk))
        return shown(request, issue, admin=admin, words=form)
    except REFUSALS as error:
        return shown(request, issue, admin=admin, words=form, refused=refusal(error))
    messages.success(request, "Kept.")
    return redirect(address(issue))


def stories(request, issue: Issue, *, admin):
    """A story goes in."""

    def say(form):
        composing.put_in(issue, form.cleaned_data["story"], by=request.user, place=form.cleaned_data["place"])
        _offer(request, issue, f"“{form.headline}” is in.", "removal", form.cleaned_data["story"])

    return _done(request, issue, admin, say)


def removal(request, issue: Issue, *, admin):
    """A story goes out."""

    def say(form):
        stood = composing.take_out(issue, form.cleaned_data["story"], by=request.user)
        _offer(request, issue, f"“{form.headline}” is out.", "stories", form.cleaned_data["story"], stood)

    return _done(request, issue, admin, say)


def order(request, issue: Issue, *, admin):
    """A story stands elsewhere."""

    def say(form):
        place = form.cleaned_data["place"] or 1
        stood = composing.move(issue, form.cleaned_data["story"], by=request.user, place=place)
        _offer(
            request, issue, f"“{form.headline}” stands elsewhere.", "order", form.cleaned_data["story"], stood
        )

    return _done(request, issue, admin, say)


def rule(request, issue: Issue, *, admin):
    """The rule fills it, or an editor chooses from here on."""
    if request.method != "POST":
        return redirect(address(issue))
    must_compose(request, admin)
    act = composing.leave_to_rule if "rule" in request.POST else composing.choose
    try:
        act(issue, by=request.user)
    except REFUSALS as error:
        return shown(request, issue, admin=admin, refused=refusal(error))
    return redirect(address(issue))


def _done(request, issue: Issue, admin, say):
    """Say one thing of one story; where it is refused, the page comes again with every reason."""
    if request.method != "POST":
        return redirect(address(issue))
    must_compose(request, admin)
    form = StoryForm(request.POST)
    if not form.is_valid():
        wrong = [str(error) for errors in form.errors.values() for error in errors]
        return shown(request, issue, admin=admin, refused=wrong)
    try:
        say(form)
    except REFUSALS as error:
        return shown(request, issue, admin=admin, refused=refusal(error))
    return redirect(_back(request, issue))


def _offer(request, issue: Issue, said: str, noun: str, story: Story, place: int | None = None) -> None:
    undo.offer(request, said, address(issue, noun), story=story.pk, place=place)


def _back(request, issue: Issue) -> str:
    """Where it was said from, if that is the page of the issue: with what was looked for there."""
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, None) and there.startswith(address(issue))
    return there if is_ours else address(issue)


def must_compose(request, admin) -> None:
    if not admin.has_change_permission(request):
        raise PermissionDenied("Editors, producers and publishers put issues together.")
