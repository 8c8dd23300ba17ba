from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0004_replacement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="crop",
            name="said",
            field=models.JSONField(
                default=dict, help_text="What its renditions say of themselves (`pictures.imprints`)."
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="imprint_due",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Its crops are to be printed anew, with other words in them.",
            ),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(
                condition=models.Q(("imprint_due", True)), fields=["id"], name="picture_to_be_printed_anew"
            ),
        ),
    ]
