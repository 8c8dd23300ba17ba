import datetime

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import newsletters.models.newsletter


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0031_timed_kill"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Newsletter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("slug", models.SlugField(help_text="Its name in addresses.", max_length=80, unique=True)),
                (
                    "promise",
                    models.CharField(
                        help_text="What readers get, and how often, in a sentence.", max_length=200
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", help_text="Such as en, fr, ar or pt-BR.", max_length=12),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Its place among the others."),
                ),
                (
                    "is_offered",
                    models.BooleanField(
                        default=True,
                        help_text="Off: it goes to those who have it, and takes nobody.",
                        verbose_name="readers may sign up",
                    ),
                ),
                (
                    "is_suggested",
                    models.BooleanField(
                        default=False,
                        help_text="Whether its box is ticked on the page.",
                        verbose_name="chosen beforehand",
                    ),
                ),
                ("sender_name", models.CharField(help_text="As it stands in a mailbox.", max_length=80)),
                (
                    "sender_address",
                    models.EmailField(help_text="Of a domain that may send for the paper.", max_length=254),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True,
                        help_text="Empty: to the sender.",
                        max_length=254,
                        verbose_name="answers go to",
                    ),
                ),
                (
                    "days",
                    models.CharField(
                        blank=True,
                        help_text="On which days it leaves, 0 for Monday to 6 for Sunday. Empty: when an editor says so.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^0?1?2?3?4?5?6?\\Z", "Days are 0 (Monday) to 6 (Sunday), in order."
                            )
                        ],
                    ),
                ),
                (
                    "hour",
                    models.TimeField(
                        default=datetime.time(6, 0),
                        help_text="By the clocks of its zone.",
                        verbose_name="leaves at",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="UTC", max_length=40, validators=[newsletters.models.newsletter.known_zone]
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("chosen", "An editor chooses"),
                            ("latest", "The latest stories"),
                            ("urgent", "The most urgent stories"),
                        ],
                        default="chosen",
                        max_length=10,
                        verbose_name="what goes into it",
                    ),
                ),
                (
                    "most_stories",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="stories at most",
                    ),
                ),
                (
                    "least_stories",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="With fewer it waits for an editor, and does not leave by itself.",
                        verbose_name="and at least",
                    ),
                ),
                (
                    "sections",
                    models.ManyToManyField(
                        blank=True,
                        help_text="With their parts. None: any.",
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, help_text="None: any.", related_name="+", to="articles.tag"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "subject",
                    models.CharField(
                        blank=True, help_text="Empty: the headline of its first story.", max_length=150
                    ),
                ),
                (
                    "preheader",
                    models.CharField(
                        blank=True,
                        help_text="What mailboxes show after the subject. Empty: the next headlines.",
                        max_length=200,
                    ),
                ),
                ("intro", models.TextField(blank=True, help_text="In the grammar of a story’s body.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("sending", "Being sent"),
                            ("paused", "Paused"),
                            ("stopped", "Stopped"),
                            ("sent", "Sent"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "is_filled",
                    models.BooleanField(
                        default=False, help_text="Filled by its newsletter’s rule when it leaves."
                    ),
                ),
                ("sends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sends_as",
                    models.CharField(
                        blank=True,
                        help_text="The hour on the wall for which it was set, as `articles.wall` keeps it.",
                        max_length=80,
                    ),
                ),
                (
                    "frozen_at",
                    models.DateTimeField(editable=False, help_text="When sending began.", null=True),
                ),
                (
                    "content",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        help_text="What was sent: subject, preheader, intro, stories as printed.",
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "said",
                    models.CharField(
                        blank=True, editable=False, help_text="Why it is paused or stopped.", max_length=300
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "newsletter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="newsletters.newsletter",
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
                "permissions": (("send_issue", "Can schedule, send, pause and stop an issue"),),
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        help_text="Its domain in small letters and in ASCII.", max_length=254, unique=True
                    ),
                ),
                (
                    "mailbox",
                    models.CharField(
                        db_index=True,
                        help_text="The same in small letters throughout: who writes in capitals is the same reader.",
                        max_length=254,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "key",
                    models.CharField(
                        help_text="What signed links hold instead of the address; changed, all that were sent are void.",
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "asked_at",
                    models.DateTimeField(
                        help_text="When a confirmation was last mailed: once a day.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="subscriber_has_an_address",
                    ),
                    models.UniqueConstraint(fields=("mailbox",), name="a_mailbox_is_one_subscriber"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        help_text="The same however often it is tried.", max_length=200, unique=True
                    ),
                ),
                (
                    "domain",
                    models.CharField(
                        help_text="Of the address: providers are spared one by one.", max_length=253
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "To be sent"),
                            ("sent", "Accepted"),
                            ("left_out", "Left out"),
                            ("failed", "Refused"),
                            ("bounced", "Came back"),
                            ("complained", "Said to be junk"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "offered_at",
                    models.DateTimeField(
                        help_text="From when a worker may take it: at once, at the end of a lease, at the next try."
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "said",
                    models.CharField(blank=True, help_text="What the mail server said last.", max_length=500),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="newsletters.issue",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deliveries",
                        to="newsletters.subscriber",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_on",
                    models.CharField(blank=True, help_text="The page with the box.", max_length=200),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reader", "The reader had enough"),
                            ("bounce", "Letters came back"),
                            ("complaint", "Said to be junk"),
                            ("desk", "Taken off by the desk"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "newsletter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="newsletters.newsletter",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="newsletters.subscriber",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Of the mailbox, or of “@” and a domain.", max_length=64, unique=True
                    ),
                ),
                (
                    "domain",
                    models.CharField(blank=True, help_text="Where a whole domain is meant.", max_length=253),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("bounce", "Letters came back"),
                            ("complaint", "Said to be junk"),
                            ("erased", "Asked to be forgotten"),
                            ("desk", "Kept out by the desk"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True, help_text="What the mail server said, or the desk.", max_length=500
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="IssueStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("chosen", "Chosen"),
                            ("filled", "By the rule"),
                            ("corrected", "Corrected since it was sent"),
                            ("updated", "Updated since it was sent"),
                        ],
                        default="chosen",
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        editable=False,
                        help_text="What readers had of it when the issue was frozen.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.edition",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="newsletters.issue",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.story"
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "indexes": [models.Index(fields=["story", "issue"], name="issue_story_by_story")],
                "constraints": [
                    models.UniqueConstraint(fields=("issue", "story"), name="a_story_stands_in_an_issue_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="newsletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("slug", ""), _negated=True),
                    models.Q(("sender_address", ""), _negated=True),
                ),
                name="newsletter_has_its_facts",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_stories__range", (1, 30))), name="newsletter_has_1_to_30_stories"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(("state", "scheduled")), fields=["sends_at"], name="issue_to_be_sent"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["newsletter", "-frozen_at"], name="issue_archive"),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.UniqueConstraint(
                fields=("newsletter", "number"), name="issue_number_is_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "scheduled"), _negated=True),
                    ("sends_at__isnull", False),
                    _connector="OR",
                ),
                name="scheduled_issue_has_an_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("frozen_at", None), ("state__in", ("draft", "scheduled"))),
                    models.Q(
                        ("frozen_at__isnull", False), ("state__in", ("sending", "paused", "stopped", "sent"))
                    ),
                    _connector="OR",
                ),
                name="issue_is_frozen_when_it_is_sent",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["issue", "offered_at", "id"],
                name="delivery_to_be_done",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["issue", "state"], name="delivery_by_state"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("issue", "subscriber"), name="an_issue_goes_to_a_subscriber_once"
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False), ("ended_at", None)),
                fields=["newsletter", "id"],
                name="subscription_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                fields=("subscriber", "newsletter"), name="one_subscription_to_a_newsletter"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="subscription_ended_by_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest", ""), _negated=True), name="suppression_is_of_somebody"
            ),
        ),
    ]
