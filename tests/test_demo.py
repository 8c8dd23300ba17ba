"""The command `demo`: it makes the demo paper by the desk's own verbs, once, and only on a workbench."""

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from adverts.models import Campaign, Placement
from articles import clock
from articles.invariants import breaches
from articles.models import Correction, Edition, Story, StoryEvent
from newsletters import filling
from newsletters.models import Issue, Newsletter
from newsroom.demo import paper

pytestmark = pytest.mark.slow

COPY = {copy.slug: copy for copy in paper.read().stories}


def run() -> str:
    out = StringIO()
    with override_settings(DEBUG=True):
        call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """What the command said. It ran once for all tests here, in a transaction that ends with them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield run()
        transaction.set_rollback(True)


@pytest.fixture
def demo(printed, db):
    """Its stories, by slug."""
    return {story.slug: story for story in Story.objects.all()}


def everything() -> dict[str, list]:
    """Every row of ours there is."""
    models = [model for room in ("adverts", "articles") for model in apps.get_app_config(room).get_models()]
    models.append(User)
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in models}


def where(story: Story) -> str:
    """How far a story is, in the words of the demo."""
    if story.status in ("spiked", "killed"):
        return story.status
    if story.editions.live().exists():
        return "live"
    if story.editions.coming().exists():
        return "scheduled"
    return "expired" if story.editions.exists() else story.status


def test_every_story_stands_where_its_copy_says(demo):
    assert {slug: where(story) for slug, story in demo.items()} == {
        slug: copy.state for slug, copy in COPY.items()
    }


def test_a_second_run_changes_nothing_and_says_so(demo):
    before = everything()
    assert "nothing was changed" in run()
    assert everything() == before


def test_readers_see_what_is_live_and_nothing_else(demo):
    live = {edition.slug for edition in Edition.objects.live()}
    assert live == {slug for slug, copy in COPY.items() if copy.state == "live"}


def test_the_coming_hours_bring_what_was_promised(demo):
    coming = {edition.slug for edition in Edition.objects.coming()}
    assert coming == {slug for slug, copy in COPY.items() if copy.state == "scheduled"}
    under_embargo = Edition.objects.get(slug="buildings-nobody-can-find")
    assert under_embargo.live_from == under_embargo.story.embargoed_until


def test_readers_are_told_of_each_change(demo):
    told = Counter(Correction.objects.values_list("kind", flat=True))
    assert told == {"correction": 1, "clarification": 1, "update": 1, "retraction": 1}
    corrected = Edition.objects.live().get(slug="busan-cold-rooms")
    assert corrected.number == 2
    assert "4.1 billion" in corrected.body
    assert "41 billion" in corrected.story.editions.get(number=1).body


def test_copy_that_is_ahead_of_its_edition_has_not_reached_readers(demo):
    ahead = demo["cable-that-heard-a-festival"]
    edition = ahead.editions.live().get()
    assert ahead.status == Story.Status.DRAFT
    assert "the second and the third beat" in ahead.body
    assert "the second and the third beat" not in edition.body


def test_a_story_that_ran_without_a_clear_owes_a_review(demo):
    owing = [slug for slug, story in demo.items() if story.after_review_owed]
    assert owing == ["piraeus-ferry-aground"]


def test_reporters_file_copy_editors_clear_and_publishers_publish(demo):
    who = {
        verb: set(StoryEvent.objects.filter(verb=verb).values_list("by__email", flat=True))
        for verb in ("file", "clear", "publish", "correct", "kill", "emergency", "spike", "send_back")
    }
    reporters = {"reporter@newsroom.example", "outsider@newsroom.example"}
    assert who.pop("file") == reporters
    assert who.pop("clear") == {"copy@newsroom.example"}
    assert who.pop("spike") == who.pop("send_back") == {"editor@newsroom.example"}
    assert set(map(frozenset, who.values())) == {frozenset({"publisher@newsroom.example"})}


def test_history_lies_in_the_past_and_in_order(demo):
    now = clock.now()
    for story in demo.values():
        hours = list(story.events.order_by("pk").values_list("at", flat=True))
        assert hours == sorted(hours)
        assert story.created_at <= story.revisions.last().at <= story.modified_at <= now
        assert not hours or hours[-1] <= story.modified_at


def test_the_papers_own_adverts_run_in_every_placement_and_others_are_coming_and_have_ended(demo):
    running = Campaign.objects.live()
    assert set(running.values_list("creatives__placement", flat=True)) == set(Placement.values)
    assert running.filter(creatives__picture__isnull=False).exists()
    assert running.filter(sections__slug="science").exists()
    assert Campaign.objects.filter(live_from__gt=clock.now()).exists()
    assert Campaign.objects.filter(live_until__lte=clock.now()).exists()


def test_newsletters_of_every_audience_are_there_and_those_for_all_are_offered(demo, client):
    found = {one.name: one for one in Newsletter.objects.all()}
    by_audience = {name: one.audience for name, one in found.items()}
    assert by_audience == {
        "Morning briefing": "open",
        "World": "open",
        "Offers": "open",
        "Evenings with us": "link",
        "From the desk": "staff",
    }
    page = client.get("/newsletter/").content.decode()
    for newsletter in found.values():
        newsletter.full_clean()
        assert (newsletter.promise in page) == newsletter.is_in_the_open
    assert [section.slug for section in found["World"].sections.all()] == ["world"]
    assert found["Morning briefing"].fills_itself
    assert not found["Offers"].fills_itself


def test_one_newsletter_has_gone_out_and_the_next_issue_of_another_waits(demo, client):
    states = Issue.objects.values_list("newsletter__slug", "state")
    assert sorted(states) == [("morning-briefing", "scheduled"), ("world", "sent")]
    past = client.get("/newsletter/world/1/").content.decode()
    assert past.count("<h2") > 3
    waits = Issue.objects.get(state="scheduled")
    assert len(filling.holds(waits)) > 3


def test_the_papers_own_adverts_lead_somewhere(demo, client):
    for link in Campaign.objects.values_list("creatives__link", flat=True):
        assert client.get(link).status_code == 200, link


def test_everybody_signs_in_as_printed(demo, printed, client):
    for name in "reporter editor copy producer publisher admin outsider".split():
        email = f"{name}@newsroom.example"
        assert f"{email:<30} newsroom" in printed
        assert client.login(username=email, password="newsroom")
        user = User.objects.get(email=email)
        assert user.is_staff
        assert not user.is_superuser


def test_the_outsider_may_not_touch_the_world_desks_copy(demo):
    story = demo["kampala-quiet-hour"]
    reporter, outsider = (
        User.objects.get(email=f"{name}@newsroom.example") for name in ("reporter", "outsider")
    )
    assert reporter.has_perm("articles.change_story", story)
    assert not outsider.has_perm("articles.change_story", story)


def test_no_invariant_of_the_house_is_broken(demo):
    assert list(breaches()) == []


def test_a_changed_password_is_neither_set_back_nor_printed(demo):
    user = User.objects.get(email="editor@newsroom.example")
    user.set_password("of my own choosing")
    user.save()
    line = next(line for line in run().splitlines() if "editor@" in line)
    assert "(changed since)" in line
    assert User.objects.get(pk=user.pk).check_password("of my own choosing")


def test_what_an_editor_made_of_a_story_stays(demo):
    Story.objects.filter(slug="quorum").update(headline="Our own Quorum")
    run()
    assert Story.objects.get(slug="quorum").headline == "Our own Quorum"
    assert Story.objects.count() == len(COPY)


@pytest.mark.django_db
def test_it_is_refused_where_debug_is_off():
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command("demo", stdout=StringIO())
