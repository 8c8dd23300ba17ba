from django.db import migrations
from django.db.models import Exists, OuterRef


def tell_what_is_in_work(apps, schema_editor):
    """What was stopped, and cleared copy that is in an edition already, waits for nobody."""
    using = schema_editor.connection.alias
    Story, Edition = apps.get_model("articles", "Story"), apps.get_model("articles", "Edition")
    stories = Story.objects.using(using)
    stories.filter(status__in=("spiked", "killed")).update(is_in_work=False)
    of_the_cleared = Edition.objects.filter(story=OuterRef("pk"), revision=OuterRef("cleared_revision"))
    stories.filter(Exists(of_the_cleared), status="cleared").update(is_in_work=False)


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_todays_turns")]

    operations = [migrations.RunPython(tell_what_is_in_work, migrations.RunPython.noop)]
