"""Who may do what: one table of roles, from which the groups are made after every `migrate`."""

from django.apps import apps

from accounts.models import User

REPORTER = "Reporter"
EDITOR = "Editor"
COPY_EDITOR = "Copy editor"
PRODUCER = "Producer"
PUBLISHER = "Publisher"
ADMINISTRATOR = "Administrator"

_READ_THE_DESK = (
    *(
        f"articles.view_{noun}"
        for noun in ("story", "revision", "edition", "correction", "storyevent", "note")
    ),
    *(
        f"articles.view_{noun}"
        for noun in ("author", "dateline", "tag", "section", "series", "desk", "tagsynonym")
    ),
    "pictures.view_picture",
)
_BRING_PICTURES = ("pictures.add_picture", "pictures.change_picture")
# What was agreed about a picture is said by those who decide where it stands, not by whoever sends it in.
_KEEP_PICTURES = (*_BRING_PICTURES, "pictures.keep_rights", "pictures.delete_picture")
# Readers have the other at once: so it is for those who decide what they have, and when.
_REPLACE_PICTURES = ("pictures.replace_picture",)
_WRITE = (
    *_READ_THE_DESK,
    *_BRING_PICTURES,
    "articles.add_story",
    "articles.change_story",
    "articles.add_note",
    "articles.file_story",
)
_KEEP_THE_LISTS = tuple(
    f"articles.{act}_{noun}"
    for noun in ("author", "dateline", "tag", "tagsynonym", "series")
    for act in ("add", "change", "delete")
)
# Issues of newsletters are put together by those who pass and plan what readers get.
_COMPOSE_ISSUES = (
    "newsletters.view_newsletter",
    *(f"newsletters.{act}_issue" for act in ("view", "add", "change")),
)

_EDIT = (
    *_WRITE,
    *_KEEP_PICTURES,
    *_KEEP_THE_LISTS,
    *_COMPOSE_ISSUES,
    "articles.send_back_story",
    "articles.spike_story",
)
_COPY_EDIT = (
    *_WRITE,
    *_KEEP_PICTURES,
    *_KEEP_THE_LISTS,
    *_COMPOSE_ISSUES,
    "articles.send_back_story",
    "articles.clear_story",
    "articles.review_story",
)

# Campaigns are planned by those who plan the paper's day, and never by those who write it.
_RUN_ADVERTS = (
    *(
        f"adverts.{act}_{noun}"
        for noun in ("campaign", "creative")
        for act in ("view", "add", "change", "delete")
    ),
    "adverts.view_clickcount",
)

# What readers may sign up to, and how many do. Who they are, nobody sees who need not.
_KEEP_NEWSLETTERS = (
    *(f"newsletters.{act}_newsletter" for act in ("view", "add", "change")),
    "newsletters.view_listcount",
)
_SEE_READERS = tuple(f"newsletters.{act}_subscriber" for act in ("view", "add", "change", "delete"))

# When an issue leaves, and who is kept out: for those who decide what goes before readers, and when.
_SEND_NEWSLETTERS = (
    "newsletters.send_issue",
    *(f"newsletters.{act}_suppression" for act in ("view", "add", "delete")),
)

# What reached nobody outside is looked after by those who send stories out, and those who keep the settings.
_MIND_EFFECTS = ("articles.view_effect", "articles.change_effect")

# Role → permissions. Publisher is the managing editor; an administrator keeps people and settings, not copy.
ROLES: dict[str, tuple[str, ...]] = {
    REPORTER: _WRITE,
    EDITOR: _EDIT,
    COPY_EDITOR: _COPY_EDIT,
    PRODUCER: (
        *_READ_THE_DESK,
        *_KEEP_PICTURES,
        *_REPLACE_PICTURES,
        *_RUN_ADVERTS,
        *_COMPOSE_ISSUES,
        *_KEEP_NEWSLETTERS,
        *_SEND_NEWSLETTERS,
        *_MIND_EFFECTS,
        "articles.schedule_story",
        "articles.see_any_moment",
        "articles.hold_everything",
    ),
    PUBLISHER: (
        *_EDIT,
        *_COPY_EDIT,
        *_REPLACE_PICTURES,
        *_RUN_ADVERTS,
        *_KEEP_NEWSLETTERS,
        *_SEND_NEWSLETTERS,
        *_MIND_EFFECTS,
        "articles.publish_story",
        "articles.schedule_story",
        "articles.hold_everything",
        "articles.correct_story",
        "articles.kill_story",
        "articles.emergency_publish_story",
        "articles.see_any_moment",
    ),
    ADMINISTRATOR: (
        *_READ_THE_DESK,
        *_KEEP_THE_LISTS,
        *_KEEP_NEWSLETTERS,
        *_SEE_READERS,
        *_MIND_EFFECTS,
        *(f"articles.{act}_{noun}" for noun in ("section", "desk") for act in ("add", "change", "delete")),
        *(f"articles.{act}_webhook" for act in ("view", "add", "change", "delete")),
        *(f"accounts.{act}_user" for act in ("view", "add", "change")),
    ),
}


def make_groups(**signal) -> None:
    """Make the table true in the database: each role's group has the permissions listed here and no others."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    using = signal.get("using", "default")
    for label in sorted({name.partition(".")[0] for names in ROLES.values() for name in names}):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, names in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in names])


def give(user: User, role: str) -> None:
    """Give somebody a role: its group, and the way into the desk."""
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name=role))
    user.is_staff = True
    user.save(update_fields=["is_staff"])
