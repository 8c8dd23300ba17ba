"""Editions say which pictures they show, and stories which their copy uses."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_timed_kill"),
        ("pictures", "0001_nouns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="story",
            name="lead_picture",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="The picture at its head: its number in the library, alt, is_decorative, caption and credit; of one from elsewhere url, width and height. Empty: none.",
            ),
        ),
        migrations.CreateModel(
            name="EditionPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("lead", "At the head"),
                            ("body", "In the text"),
                            ("gallery", "In a gallery"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_links",
                        to="articles.edition",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_links",
                        to="pictures.picture",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="pictures",
            field=models.ManyToManyField(
                related_name="editions", through="articles.EditionPicture", to="pictures.picture"
            ),
        ),
        migrations.CreateModel(
            name="StoryPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="story_links",
                        to="pictures.picture",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_links",
                        to="articles.story",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="story",
            name="pictures",
            field=models.ManyToManyField(
                editable=False, related_name="stories", through="articles.StoryPicture", to="pictures.picture"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionpicture",
            constraint=models.UniqueConstraint(
                fields=("edition", "picture", "place"), name="edition_shows_a_picture_once_in_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="storypicture",
            constraint=models.UniqueConstraint(fields=("story", "picture"), name="story_uses_a_picture_once"),
        ),
    ]
