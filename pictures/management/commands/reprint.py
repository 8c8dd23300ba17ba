"""Print anew what does not say what is true now: after the certificate of the house has come, gone or been renewed."""

from django.core.management.base import BaseCommand

from pictures import imprinting
from pictures.models import Picture


class Command(BaseCommand):
    help = "Have the worker print anew each picture whose prints do not say what is true of it now."

    def handle(self, *args, **options):
        for picture in Picture.objects.iterator():
            imprinting.imprint_later(picture)
        due = Picture.objects.filter(imprint_due=True).count()
        self.stdout.write(f"To be printed anew: {due:,}.")
