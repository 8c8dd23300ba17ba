from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0005_imprint"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="tone",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Its colour at large: `pictures.darkroom.prints.tone`.",
                max_length=3,
            ),
        ),
    ]
