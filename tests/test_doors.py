"""Guard: every address × everybody who may knock, against a table of who comes in. A new address is declared here."""

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse

import accounts.urls
from accounts import invitations, second_factor
from accounts.models import Seat, User
from articles import bundles, clock, preview_links, roles, workflow
from articles.admin import reach
from articles.admin.people import ACTS
from articles.admin.verbs import VERBS
from articles.models import Desk, Effect, Note, Notice, Series, Webhook
from newsletters import suppressing
from newsletters.models import Issue, Newsletter, Subscriber, Suppression
from tests.advert_samples import make_picture
from tests.desk_pages import give_app, signed_in
from tests.effect_samples import make_webhook
from tests.factories import DAY, Staff, make_dateline, make_story, make_user
from tests.issue_samples import leave, make_issue
from tests.newsletter_samples import make_newsletter, make_subscriber
from tests.picture_files import take_in
from tests.sending_samples import make_link
from tests.test_leaks import BY_LINK

pytestmark = pytest.mark.django_db

OUTSIDE = {"stranger", "visitor"}  # Nobody in particular; somebody who signs in and has no place at the desk.
WRITERS = {"reporter", "editor", "copy_editor", "publisher"}
LISTS = {"editor", "copy_editor", "publisher", "administrator"}
ROLES = WRITERS | {"producer", "administrator"}
STAFF = ROLES | {"outsider"}  # A reporter of another desk, whom the story in the samples is none of.
EVERYBODY = STAFF | OUTSIDE
NOBODY: set[str] = set()
SECRET = "zqxsecret"
APPS = ("articles", "accounts", "adverts", "newsletters", "pictures")

# address: (who may look, who may do)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(
        [
            *("admin:budget", "admin:following", "admin:missed", "admin:schedule", "admin:schedule_parts"),
            *("admin:seen", "admin:settings"),
        ],
        (STAFF, STAFF),
    ),
    **dict.fromkeys(["admin:index", "admin:password_change", "admin:password_change_done"], (STAFF, STAFF)),
    **dict.fromkeys(["admin:autocomplete", "admin:jsi18n"], (STAFF, STAFF)),
    "admin:login": (STAFF, STAFF),  # It leads to the page of signing in whoever is not.
    "admin:logout": (EVERYBODY, EVERYBODY),
    "admin:app_list articles": (STAFF, STAFF),
    "admin:app_list accounts": ({"administrator"}, {"administrator"}),
    "admin/(?P<url>.*)$": (NOBODY, NOBODY),
    "metrics": (NOBODY, NOBODY),  # Somebody, where there is a token: test_metrics.py.
    # Whoever signs, where there is a secret: test_mail_reports.py.
    **dict.fromkeys(["mail_report", "mail_report_of_provider"], (NOBODY, NOBODY)),
    "healthz": (EVERYBODY, EVERYBODY),
    "readyz": (EVERYBODY, EVERYBODY),
}
PAPER = {
    "front": {},
    "topics": {},
    "topic": {"slug": "floods"},
    "author": {"slug": "ana-reyes"},
    "datelines": {},
    "dateline": {"slug": "beira-mozambique"},
    "series": {"slug": "rivers"},
    "newsletter": {"slug": "morning-briefing"},
    "newsletter_issue": {"slug": "morning-briefing", "number": 1},
    "corrections": {},
    "search": {},
    "search_suggestions": {},
    "saved": {},
    "reading_settings": {},
    "offline": {},
    "worker": {},
    "manifest": {},
    **{name: {} for name in "robots_txt llms_txt tdmrep_json security_txt security_txt_well_known".split()},
    "text_of_ours": {"name": "ads"},
    "indexnow_key": {"key": "a-key-of-ours"},
    **{name: {} for name in "sitemap sitemap_pages news_sitemap".split()},
    "feed": {},
    "section_feed": {"slug": "world"},
    "topic_feed": {"slug": "floods"},
    "author_feed": {"slug": "ana-reyes"},
    "dateline_feed": {"slug": "beira-mozambique"},
    "section": {"slug": "world"},
}
BEFORE_THE_DOOR = {pattern.name for pattern in accounts.urls.urlpatterns}
WITH_MORE = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    "sign_out_there": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
}
DAYS = ("archive_year", "archive_month", "archive_day", "story")
BESIDE = {
    "history": "history/",
    "as_it_stood": "history/1/",
    "story_markdown": "index.md",
    "story_share_image": "share.png",
}
ADVERTS = ("advert_click", "advert_picture")
TABLE |= dict.fromkeys([*PAPER, *DAYS, *BESIDE, *ADVERTS, "sitemap_month"], (EVERYBODY, EVERYBODY))
TABLE["preview_picture"] = (NOBODY, EVERYBODY)  # of those who have no link; who posts is told to look
TABLE["picture"] = (STAFF, EVERYBODY)  # nothing live shows it to readers; and who posts is told to look


def noun(name: str, *, seen_by=STAFF, made_by=NOBODY, changed_by=NOBODY, deleted_by=NOBODY, read_by=None):
    """The doors of a noun at the desk. `seen_by` come to its list, `read_by` to the page of one."""
    read_by = seen_by if read_by is None else read_by
    return {
        f"admin:{name}_changelist": (seen_by, seen_by),
        f"admin:{name}_add": (made_by, made_by),
        f"admin:{name}_change": (read_by, changed_by),
        f"admin:{name}_history": (read_by, read_by),
        f"admin:{name}_delete": (deleted_by, deleted_by),
        # It leads on to the page of whatever was named, known or not.
        f"admin/{name.replace('_', '/')}/<path:object_id>/": (STAFF, STAFF),
    }


for name in ("author", "dateline", "series", "tag"):
    TABLE |= noun(f"articles_{name}", made_by=LISTS, changed_by=LISTS, deleted_by=LISTS)
for name in ("section", "desk"):
    keepers = {"administrator"}
    TABLE |= noun(f"articles_{name}", made_by=keepers, changed_by=keepers, deleted_by=keepers)
for name in ("edition", "revision", "correction", "storyevent"):
    TABLE |= noun(f"articles_{name}", read_by=ROLES)
MIND_EFFECTS = {"producer", "publisher", "administrator"}
TABLE |= noun("articles_effect", seen_by=MIND_EFFECTS)
TABLE["admin:articles_effect_retry"] = (MIND_EFFECTS, MIND_EFFECTS)
KEEPERS = {"administrator"}
TABLE |= noun("articles_webhook", seen_by=KEEPERS, made_by=KEEPERS, changed_by=KEEPERS, deleted_by=KEEPERS)
TABLE |= noun("articles_note", made_by=WRITERS | {"outsider"}, read_by=ROLES)
TABLE |= noun("articles_story", made_by=WRITERS | {"outsider"}, changed_by=WRITERS, read_by=ROLES)
PLANNING = ("assignment", "departure", "assignee", "plan", "rank")
TABLE |= {f"admin:articles_story_{noun}": (WRITERS, WRITERS) for noun in PLANNING}
KEEPING = ("autosave", "presence", "conflict", "restoration", "keep")
TABLE |= dict.fromkeys([f"admin:articles_story_{door}" for door in KEEPING], (WRITERS, WRITERS))
TABLE["admin:articles_story_begin"] = (WRITERS | {"outsider"}, WRITERS | {"outsider"})
# Whoever only looks at such an address is told to post.
POSTED = [
    *(f"admin:articles_story_{noun}" for noun in ("style", "style_waivers", "preview_links", "preview_end")),
]
TABLE |= dict.fromkeys(POSTED, (STAFF, WRITERS))
TABLE["admin:articles_story_slot"] = ({"producer", "publisher"}, {"producer", "publisher"})
TABLE["admin:articles_story_ending"] = (STAFF, {"producer", "publisher"})
TABLE["admin:articles_story_embargo"] = (STAFF, WRITERS)
TABLE["admin:articles_story_notes"] = (ROLES, WRITERS)
THREADS = ["admin:articles_story_answers", "admin:articles_story_resolution"]
TABLE |= dict.fromkeys(THREADS, (STAFF, WRITERS))
TABLE |= noun("articles_notice", read_by=NOBODY)
TABLE["admin:articles_notice_changelist"] = (STAFF, STAFF)
TABLE["preview"] = (NOBODY, NOBODY)  # of those who have no link
PREVIEWS = [f"admin:articles_story_preview{part}" for part in ("", "_page", "_card", "_share")]
TABLE |= dict.fromkeys(PREVIEWS, (ROLES, STAFF))  # who posts is told to look
# Who writes may ask for names and have texts read; who keeps the lists may put new names on them.
AT_WRITING = WRITERS | {"outsider"}
for asked in ("suggestions", "dateline", "reading", "topics"):
    TABLE[f"admin:articles_story_{asked}"] = (AT_WRITING, AT_WRITING)
for asked in ("authors", "datelines"):
    TABLE[f"admin:articles_story_{asked}"] = (AT_WRITING, AT_WRITING & LISTS)
TABLE["admin:articles_story_panel"] = (ROLES, ROLES)
SELLERS = {"producer", "publisher"}
TABLE["newsletter_link"] = (EVERYBODY, EVERYBODY)  # and who posts is told to look
TABLE |= noun("newsletters_suppression", seen_by=SELLERS, made_by=SELLERS, deleted_by=SELLERS)
TABLE |= noun("adverts_campaign", seen_by=SELLERS, made_by=SELLERS, changed_by=SELLERS, deleted_by=SELLERS)
TABLE |= noun("adverts_clickcount", seen_by=SELLERS)
TABLE |= dict.fromkeys(["admin:hold", "admin:release", "admin:bundle"], (SELLERS, SELLERS))
TABLE["admin:bundles"] = (SELLERS, {"publisher"})
IN_A_BUNDLE = ("stories", "removal", "hour", "publication", "unscheduling")
TABLE |= dict.fromkeys([f"admin:bundle_{noun}" for noun in IN_A_BUNDLE], (SELLERS, SELLERS))
TABLE |= {"admin:adverts_campaign_preview": (SELLERS, SELLERS), "admin:app_list adverts": (SELLERS, SELLERS)}
BRINGERS = WRITERS | {"outsider", "producer"}
KEEPERS = {"editor", "copy_editor", "publisher", "producer"}
TABLE |= noun("pictures_picture", made_by=BRINGERS, changed_by=BRINGERS, deleted_by=KEEPERS)
TABLE["admin:pictures_picture_changelist"] = (STAFF, STAFF)  # who posts is told to look
TABLE |= {f"admin:pictures_picture_{door}": (BRINGERS, BRINGERS) for door in ("crops", "many", "original")}
TABLE["admin:pictures_picture_fallback"] = (KEEPERS, KEEPERS)
TABLE |= dict.fromkeys(
    [f"admin:pictures_picture_{door}" for door in ("replacement", "undo")], (SELLERS, SELLERS)
)
TABLE |= dict.fromkeys(
    ["admin:pictures_picture_file", "admin:pictures_picture_chooser", "admin:app_list pictures"],
    (STAFF, STAFF),
)
IN_THE_LIBRARY = ("crops", "fallback", "original", "replacement", "undo")
LETTERS = {"producer", "publisher", "administrator"}
COMPOSERS = {"editor", "copy_editor", "producer", "publisher"}
TABLE |= noun("newsletters_newsletter", seen_by=COMPOSERS | LETTERS, made_by=LETTERS, changed_by=LETTERS)
TABLE |= noun("newsletters_listcount", seen_by=LETTERS)
TABLE |= noun("newsletters_issue", seen_by=COMPOSERS, made_by=COMPOSERS, changed_by=COMPOSERS)
OF_AN_ISSUE = ("stories", "removal", "order", "rule", "preview", "letter", "test", "progress")
TABLE |= {f"admin:newsletters_issue_{door}": (COMPOSERS, COMPOSERS) for door in OF_AN_ISSUE}
LEAVING = ("hour", "departure", "unscheduling", "pause", "resumption", "stop")
TABLE |= {f"admin:newsletters_issue_{door}": (COMPOSERS, SELLERS) for door in LEAVING}
SEE = {"administrator"}
TABLE |= noun("newsletters_subscriber", seen_by=SEE, made_by=SEE, changed_by=SEE, deleted_by=SEE)
TABLE["admin:app_list newsletters"] = (COMPOSERS | LETTERS, COMPOSERS | LETTERS)
TABLE["newsletters"] = (EVERYBODY, NOBODY)  # who posts must come from the page itself
TABLE["newsletters_asked"] = (EVERYBODY, EVERYBODY)
TABLE |= dict.fromkeys(BY_LINK, (NOBODY, NOBODY))  # of those who have no link
SAY = {
    "file": WRITERS,
    "send_back": {"editor", "copy_editor", "publisher"},
    "clear": {"copy_editor", "publisher"},
    "reschedule": {"producer", "publisher"},
    "unschedule": {"producer", "publisher"},
    "expire": {"producer", "publisher"},
    "spare": {"publisher"},
    "spike": {"editor", "publisher"},
    "unspike": {"editor", "publisher"},
    "review": {"copy_editor", "publisher"},
    "publish": {"publisher"},
    "recall": {"publisher"},
    "correct": {"publisher"},
    "kill": {"publisher"},
    "emergency": {"publisher"},
    "waive": {"publisher"},
    "unwaive": {"publisher"},
}
TABLE |= {f"admin:articles_story_{verb}": (who, who) for verb, who in SAY.items()}
PEOPLE = {"administrator"}
TABLE |= noun("accounts_user", seen_by=PEOPLE, made_by=PEOPLE, changed_by=PEOPLE)
TABLE["admin:auth_user_password_change"] = (PEOPLE, PEOPLE)
TABLE["admin:people"] = (STAFF, STAFF)
TABLE |= {f"admin:people_{act}": (PEOPLE, PEOPLE) for act in ("invite", "person", "letter", "device", *ACTS)}

TABLE["admin:articles_story_wall_time"] = (STAFF, {"producer", "publisher"})  # who looks is told to post
WALKERS = {"producer", "publisher"}  # who posts is told to look
TABLE["admin:time_machine"] = (WALKERS, WALKERS)
TABLE["admin:time_machine_page"] = (NOBODY, WALKERS)  # of those for whom nothing was signed

SIGNED_IN = EVERYBODY - {"stranger"}
TABLE |= dict.fromkeys(
    [
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "invitation",
    ],
    (EVERYBODY, EVERYBODY),
)
OF_ONES_OWN = (
    "account_change_password account_reauthenticate preferences sign_out_elsewhere mfa_index mfa_reauthenticate "
    "mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes "
    "mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_reauthenticate_webauthn mfa_edit_webauthn "
    "mfa_remove_webauthn"
).split()
TABLE |= dict.fromkeys(OF_ONES_OWN, (SIGNED_IN, SIGNED_IN))
TABLE["sign_out_there"] = (SIGNED_IN, NOBODY)  # Somebody else’s device; one’s own is tried in test_sessions.
# Steps on the way in: who is in already is led on, and who has not begun back to the beginning.
TABLE |= dict.fromkeys(["mfa_authenticate", "mfa_login_webauthn"], (SIGNED_IN, SIGNED_IN))
# Whoever signs out by it is led to the page of signing in.
TABLE["account_logout"] = (SIGNED_IN, NOBODY)
ENDS_THE_SESSION = ["account_logout", "admin:logout", "sign_out_elsewhere"]


def patterns(found, route="", names=()):
    """Every address of the house: its route, and its name with the namespaces it stands in."""
    for pattern in found:
        where = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield where, ":".join([*names, pattern.name]) if pattern.name else ""
        else:
            yield from patterns(pattern.url_patterns, where, [*names, *filter(None, [pattern.namespace])])


def keys(found) -> set[str]:
    """How each address is called in the table: by its name, or by its route if it has none."""
    named = {name or route for route, name in patterns(found)}
    return named - {"admin:app_list"} | {f"admin:app_list {app}" for app in APPS}


@pytest.fixture
def world(settings, media):
    """People of every kind, and a story with all that a story can have."""
    settings.INDEXNOW_KEY = "a-key-of-ours"
    settings.ADS_TXT, settings.SECURITY_CONTACT = "ours", ["mailto:security@newsroom.example"]
    return World()


class World:
    def __init__(self):
        self.staff = staff = Staff()
        here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
        self.outsider = make_user(roles.REPORTER)
        self.outsider.desks.add(elsewhere)
        self.story = story = make_story(
            headline="Dam bursts",
            slug="dam",
            ednote=SECRET,
            slugline=SECRET,
            desk=here,
            created_by=staff.reporter,
            dateline=make_dateline(),
            series=Series.objects.create(title="Rivers", slug="rivers"),
            tags=["Floods"],
        )
        make_webhook()
        staff.published(story)
        staff.rewritten(story)
        workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.")
        note = Note.objects.create(story=story, by=staff.reporter, by_name="R", text=SECRET)
        Notice.objects.create(user=staff.editor, story=story, note=note, at=clock.now())
        self.issue = leave(make_issue(make_newsletter(), story, number=1))
        self.link = preview_links.make(
            story,
            by=staff.publisher,
            for_whom=SECRET,
            expires_at=clock.now() + DAY,
            newest=True,
            may_comment=True,
            until_published=False,
        )
        workflow.revise(story, by=staff.publisher, deck=SECRET)
        self.bundle = bundles.make(by=staff.publisher, name=SECRET, stories=[story])
        self.edition = story.editions.first()
        self.picture = take_in(by=staff.editor, credit="Ana Reyes")
        suppressing.suppress("@example.org", "desk", SECRET)
        self.link_count = make_link()
        self.advert = make_picture()
        self.advert.click_counts.create(day=self.edition.published_on, clicks=1)
        signed_in(make_user(roles.REPORTER)).get("/admin/")
        self.newsletter = self.issue.newsletter
        self.newsletter.counts.create(day=self.edition.published_on)
        make_subscriber()
        self.seat = Seat.objects.get()
        self.invitation = invitations.invite(make_user(password=None), by=staff.administrator)

    def client(self, who: str) -> Client:
        match who:
            case "stranger":
                return Client()
            case "visitor":
                user = make_user()
            case "outsider":
                user = self.outsider
            case _:
                user = getattr(self.staff, who)
        if not second_factor.has_one(user):
            give_app(user)
        return signed_in(user)

    def address(self, key: str) -> str:
        """A real example of an address."""
        if key == "admin:autocomplete":
            chooser = {"app_label": "articles", "model_name": "story", "field_name": "dateline"}
            return reverse(key, query=chooser)
        if key == "preview" or key in BY_LINK:
            return reverse(key, args=["never:was"])
        if key == "preview_picture":
            return reverse(key, args=["never:was", "0" * 24, 320, "webp"])
        if key in ("newsletters", "newsletters_asked"):
            return reverse(key)
        if key in PAPER:
            return reverse(key, kwargs=PAPER[key])
        if key == "picture":
            return f"/pictures/{self.picture.crops.first().smallest}"
        if key in ADVERTS:
            return reverse(key, args=[self.advert.pk])
        if key in BESIDE:
            return self.edition.path + BESIDE[key]
        if key == "sitemap_month":
            return f"/sitemap-{self.edition.live_from:%Y-%m}.xml"
        if key in DAYS:
            parts = self.edition.path.strip("/").split("/")[: DAYS.index(key) + 1]
            return f"/{'/'.join(parts)}/"
        if key == "invitation":
            return invitations.link(self.invitation).removeprefix(settings.SITE_URL)
        if key in BEFORE_THE_DOOR:
            return reverse(key, kwargs=WITH_MORE.get(key))
        if key.startswith("admin:"):
            name, _, app = key.partition(" ")
            return reverse(name, args=[app] if app else self._arguments(name))
        if key == "newsletter_link":
            return reverse(key, args=[self.link_count.issue_id, 1])
        if key.startswith("mail_report"):
            return reverse(key)
        return f"/{key.replace('<path:object_id>', '1').replace('(?P<url>.*)$', 'nowhere')}"

    def _arguments(self, name: str) -> list:
        last = name.rpartition("_")[2]
        if name == "admin:time_machine_page":
            return ["never:was:signed"]
        if last == "suggestions":
            return ["stories"]
        if last == "panel":
            return [self.story.pk]
        if last in ("conflict", "restoration"):
            return [self.story.pk, 1]
        if name.removeprefix("admin:articles_story_") in {*VERBS, *PLANNING, "autosave", "presence", "keep"}:
            return [self.story.pk]
        if last in ("slot", "ending"):
            return [self.story.pk, self.edition.pk]
        if last == "embargo":
            return [self.story.pk]
        if name == "admin:articles_story_preview_end":
            return [self.story.pk, self.link.pk]
        if name in THREADS:
            return [self.story.pk, self.story.notes.get().pk]
        if (
            name in (*POSTED, "admin:articles_story_wall_time")
            or name in PREVIEWS
            or name == "admin:articles_story_notes"
        ):
            return [self.story.pk]
        if name.startswith("admin:bundle") and name != "admin:bundles":
            return [self.bundle.pk, self.story.pk] if last == "removal" else [self.bundle.pk]
        if name in ("admin:people", "admin:people_invite"):
            return []
        if name == "admin:people_device":
            return [self.seat.user_id, self.seat.pk]
        if name.startswith("admin:people_") or name == "admin:auth_user_password_change":
            return [self.staff.editor.pk]
        if last in (*OF_AN_ISSUE, *LEAVING) and name.startswith("admin:newsletters_issue_"):
            return [self.issue.pk]
        if name == "admin:adverts_campaign_preview":
            return [self.advert.campaign_id]
        if name == "admin:pictures_picture_file":
            return [self.picture.crops.first().key, 320, "webp"]
        if name.startswith("admin:pictures_picture_") and last in IN_THE_LIBRARY:
            return [self.picture.pk]
        if last in ("change", "history", "delete", "retry") and name.count("_") == 2:
            return [self._row(name).pk]
        return []

    def _row(self, name: str):
        noun = name.split("_")[1]
        if noun == "story":
            return self.story
        if noun == "user":
            return self.staff.editor
        model = {rows.model._meta.model_name: rows.model for rows in self._rows()}[noun]
        return model.objects.order_by("pk").first()

    def _rows(self):
        story = self.story
        beside = (story.editions, story.revisions, story.events, story.corrections, story.notes, story.tags)
        lists = (story.dateline, story.section, story.series, story.desk, story.bylines.get().author)
        others = (
            type(self.advert.campaign).objects.all(),
            type(self.picture).objects.all(),
            self.advert.click_counts.all(),
            type(self.newsletter).objects.all(),
            self.newsletter.counts.all(),
            Subscriber.objects.all(),
            Notice.objects.all(),
            Effect.objects.all(),
            Webhook.objects.all(),
            Newsletter.objects.all(),
            Issue.objects.all(),
            Suppression.objects.all(),
        )
        return [*(rows.all() for rows in beside), *(type(row).objects.all() for row in lists), *others]


def comes_in(answer: HttpResponse) -> bool:
    """Whether somebody was let in: shown the page, told what is missing on it, or led on by it."""
    led_away = answer.status_code == 302 and answer["Location"].startswith(
        ("/admin/login/", "/accounts/login/")
    )
    return answer.status_code < 500 and answer.status_code not in (403, 404) and not led_away


def wrong_doors(world: World, who: str, chosen=None) -> list[str]:
    """The doors that let somebody in whom the table keeps out, or keep out whom it lets in. What was done is undone."""
    wrong, client = [], world.client(who)
    for key, (looks, does) in TABLE.items():
        if chosen is not None and key not in chosen:
            continue
        address = world.address(key)
        for method, lets_in in (("get", looks), ("post", does)):
            with transaction.atomic():
                answer = getattr(client, method)(address, {"version": "0"} if method == "post" else None)
                transaction.set_rollback(True)
            if comes_in(answer) != (who in lets_in):
                wrong.append(f"{method} {address}: {answer.status_code}")
            if who == "outsider" and SECRET.encode() in answer.content + str(answer.headers).encode():
                wrong.append(f"{method} {address} tells of the story")
        if key in ENDS_THE_SESSION:
            client = world.client(who)
    return wrong


def test_every_address_is_declared():
    assert keys(get_resolver().url_patterns) == set(TABLE)


def test_the_guard_sees_an_address_that_nobody_declared():
    found = [*get_resolver().url_patterns, path("back/", lambda request: HttpResponse(), name="back")]
    assert keys(found) - set(TABLE) == {"back"}


@pytest.mark.slow
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_every_door_lets_in_those_it_is_for_and_nobody_else(who, world):
    assert wrong_doors(world, who) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["editor", "producer"])
def test_the_guard_sees_a_door_that_is_left_open(who, world, monkeypatch):
    monkeypatch.setattr(reach, "may", lambda request, permission, story=None: True)
    kill = "admin:articles_story_kill"
    assert [one.partition(" ")[0] for one in wrong_doors(world, who, {kill})] == ["get", "post"]


def test_the_guard_sees_a_story_that_another_desk_can_reach(world, monkeypatch):
    monkeypatch.setattr(reach, "_seen_by", lambda user, story="": reach.Q())
    page = "admin:articles_revision_change"
    assert any(
        "tells of the story" in one
        for one in wrong_doors(world, "outsider", {"admin:articles_note_changelist"})
    )
    assert wrong_doors(world, "outsider", {page})


def test_the_guard_sees_a_door_that_is_shut_to_those_it_is_for(world, monkeypatch):
    monkeypatch.setattr(User, "has_perm", lambda self, permission, obj=None: False)
    assert wrong_doors(world, "editor", {"admin:articles_author_changelist"})
