"""Bring articles in: files of text or HTML one by one, files of JSON lines by the hundred thousand."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.management import asking
from articles.management.asking import ISO
from wires import hand_in, line_file, text_in
from wires.incoming import Incoming, Outcome, Wishes, one_line
from wires.lists import Sections, UnknownSection
from wires.progress import Progress
from wires.text_reading import opening_of

LINES = frozenset({".jsonl", ".ndjson"})


class Command(BaseCommand):
    help = (
        "Brings articles in, from files of text (.txt), HTML (.html, .htm) or JSON lines (.jsonl, .ndjson), and prints "
        "slug and address of each. What came in before does not come in again. What is refused is told on stderr, "
        "and then the exit status is 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument(
            "--section", metavar="S", help="its slug or name; for lines of JSON that name none"
        )
        parser.add_argument(
            "--byline", metavar="NAME", help="who wrote it; for lines of JSON that name nobody"
        )
        parser.add_argument(
            "--date",
            metavar="ISO",
            help="the day the article bears: with --publish and without --at it counts as published then, and a "
            "dateline without a year gets its year from it",
        )
        parser.add_argument("--by", metavar="EMAIL", help="who hands it in; left out, the house itself")
        parser.add_argument(
            "--publish", action="store_true", help="file, clear and publish it; left out, it is a draft"
        )
        parser.add_argument(
            "--at", metavar="ISO", help=f"when it is to open, {ISO}; for lines of JSON that do not say"
        )

    def handle(self, *args, files: list[Path], **options):
        self.refused = 0
        self.sections = Sections()
        self.wishes = self._wishes(**options)
        with asking.refusals_as_sentences():
            hand_in.must_be_allowed(self.wishes)
        try:
            for path in files:
                self._bring_in(path)
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What is in stays in; the same again goes on from there.", returncode=130
            ) from None
        if self.refused:
            raise CommandError(f"{self.refused:,} not as wished: see above.")

    def _wishes(self, *, section, byline, by, publish, at, date, **options) -> Wishes:
        if at and not publish:
            raise CommandError("--at says when to publish: add --publish.")
        person = asking.person(by)
        try:
            found = self.sections.find(section) if section else None
        except UnknownSection as refusal:
            raise CommandError(str(refusal)) from None
        return Wishes(
            by=person,
            writer=person if by else None,
            publish=publish,
            section=found,
            byline=one_line(byline or ""),
            opens=asking.moment(at) or (_past(date) if publish else None),
            day=_day(asking.moment(date)),
        )

    def _bring_in(self, path: Path) -> None:
        """Bring one file in, and tell what became of it. A file that cannot be read does not keep the others out."""
        progress = Progress(self.stderr, path.stat().st_size if path.is_file() else 0)
        try:
            for outcomes in self._outcomes(path, progress):
                progress.clear()
                self._tell(outcomes)
        except OSError as fault:
            self._tell([Outcome(Incoming(path.name, ""), reason=f"It cannot be read: {fault.strerror}.")])

    def _outcomes(self, path: Path, progress: Progress) -> Iterator[list[Outcome]]:
        kind = path.suffix.lower()
        if kind in LINES:
            yield from line_file.bring_in(path, self.wishes, self.sections, progress.tell)
        elif kind in text_in.KINDS:
            yield [text_in.bring_in(path, self.wishes, self.sections)]
        else:
            known = ", ".join(sorted(LINES | text_in.KINDS))
            yield [Outcome(Incoming(path.name, ""), reason=f"Its name does not say what it is: {known}.")]

    def _tell(self, outcomes: list[Outcome]) -> None:
        """Slug and address of every story on stdout; what was refused, and what is to be known, on stderr."""
        for outcome in outcomes:
            if outcome.story:
                self.stdout.write(f"{outcome.story.slug}\t{hand_in.url_of(outcome.story, outcome.path)}")
            for said in [*outcome.reason.splitlines(), *outcome.note.splitlines()]:
                self.stderr.write(f"{outcome.article.origin}: {said}")
            self.refused += bool(outcome.reason)


def _past(written: str | None) -> datetime | None:
    """When an article that bears this date was first published. Raises CommandError if that is still to come."""
    moment = asking.moment(written)
    if written and moment and len(written.strip()) == len("2026-11-22"):
        moment = opening_of(moment.astimezone(settings.SITE_ZONE).date())
    if moment and moment > timezone.now():
        raise CommandError("--date lies ahead: say with --at when it is to open.")
    return moment


def _day(moment: datetime | None) -> date | None:
    """The day of a moment in the site's zone."""
    return moment and moment.astimezone(settings.SITE_ZONE).date()
