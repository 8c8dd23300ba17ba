"""When leases begin and end is looked up, so that kept pages end with them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pictures", "0002_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(
                condition=models.Q(("allowed_from__isnull", False)),
                fields=["allowed_from"],
                name="picture_allowed_from",
            ),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(
                condition=models.Q(("allowed_until__isnull", False)),
                fields=["allowed_until"],
                name="picture_allowed_until",
            ),
        ),
    ]
