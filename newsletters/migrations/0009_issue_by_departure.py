from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0008_sign_up_by_link"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(frozen_at__isnull=False),
                fields=["-frozen_at", "-id"],
                name="issue_by_departure",
            ),
        ),
    ]
