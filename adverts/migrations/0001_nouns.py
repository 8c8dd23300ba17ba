import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0005_no_adverts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For the desk. Readers never see it.", max_length=120, unique=True
                    ),
                ),
                ("live_from", models.DateTimeField(verbose_name="from")),
                (
                    "live_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="The first moment without it. Empty: for good.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How often it stands where several could: 3 stands three times as often as 1.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                    ),
                ),
                (
                    "sections",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where it may stand, with their parts. None chosen: anywhere, the front included.",
                        related_name="+",
                        to="articles.section",
                    ),
                ),
            ],
            options={
                "ordering": ("-live_from", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Creative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "placement",
                    models.CharField(
                        choices=[
                            ("masthead", "Under the masthead of the front and of sections"),
                            ("between-sections", "Between the sections of the front"),
                            ("text", "In the text of a story, at its breaks"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        help_text="https://… elsewhere, or an address of ours such as /search/.",
                        max_length=500,
                    ),
                ),
                ("headline", models.CharField(blank=True, help_text="One line, said well.", max_length=80)),
                ("text", models.CharField(blank=True, help_text="A sentence under it.", max_length=160)),
                (
                    "call",
                    models.CharField(
                        blank=True,
                        help_text="What one does: “Have it sent to you”.",
                        max_length=40,
                        verbose_name="words of the link",
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", help_text="Such as en, fr, ar or pt-BR.", max_length=12),
                ),
                ("picture", models.BinaryField(blank=True, null=True)),
                ("picture_width", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ("picture_height", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Describe the picture for someone who cannot see it, with every word that stands in it.",
                        max_length=250,
                        verbose_name="description of the picture",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="creatives",
                        to="adverts.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ("placement", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ClickCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("clicks", models.PositiveIntegerField(default=0)),
                (
                    "creative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="click_counts",
                        to="adverts.creative",
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "creative"),
            },
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live_until", None), ("live_until__gt", models.F("live_from")), _connector="OR"
                ),
                name="campaign_ends_after_it_begins",
                violation_error_message="It must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__range", (1, 10))), name="campaign_weight_is_1_to_10"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="campaign_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("headline", ""), _negated=True),
                        ("picture__isnull", True),
                        ("picture_height__isnull", True),
                        ("picture_width__isnull", True),
                    ),
                    models.Q(
                        ("call", ""),
                        ("headline", ""),
                        ("text", ""),
                        ("picture__isnull", False),
                        ("picture_height__isnull", False),
                        ("picture_width__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="creative_is_words_or_a_picture",
                violation_error_message="An advert is either words, with a headline, or a picture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.CheckConstraint(
                condition=models.Q(("picture", None), models.Q(("alt", ""), _negated=True), _connector="OR"),
                name="creative_picture_is_described",
                violation_error_message="Describe the picture for someone who cannot see it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.CheckConstraint(
                condition=models.Q(("headline", ""), models.Q(("call", ""), _negated=True), _connector="OR"),
                name="creative_in_words_says_what_its_link_does",
                violation_error_message="Say what one does by following it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("link__startswith", "https://"),
                    models.Q(
                        ("link__startswith", "/"),
                        models.Q(("link__startswith", "//"), _negated=True),
                        models.Q(("link__startswith", "/\\"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="creative_leads_into_the_paper_or_to_https",
                violation_error_message="It must lead to https://… or to an address of ours, such as /search/.",
            ),
        ),
        migrations.AddConstraint(
            model_name="creative",
            constraint=models.CheckConstraint(
                condition=models.Q(("placement__in", ["masthead", "between-sections", "text"])),
                name="creative_has_a_known_placement",
            ),
        ),
        migrations.AddConstraint(
            model_name="clickcount",
            constraint=models.UniqueConstraint(
                fields=("creative", "day"), name="creative_is_counted_once_a_day"
            ),
        ),
    ]
