from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0006_planned_issues"),
    ]

    operations = [
        migrations.AddField(
            model_name="newsletter",
            name="audience",
            field=models.CharField(
                choices=[
                    ("open", "Every reader"),
                    ("link", "Who has the link"),
                    ("staff", "The newsroom"),
                ],
                default="open",
                help_text="Every reader: in the box and on the page of all newsletters. Who has the link: on its own page, "
                "to which nothing leads. The newsroom: all who may enter the desk, without signing up; readers learn "
                "nothing of it, and it stays so.",
                max_length=10,
                verbose_name="who can have it",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletter",
            constraint=models.CheckConstraint(
                condition=~models.Q(audience="staff")
                | models.Q(counts_clicks=False, is_offered=False, is_suggested=False),
                name="a_newsletter_of_the_newsroom_takes_no_reader",
            ),
        ),
    ]
