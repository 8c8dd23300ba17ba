"""The people and the furniture of the demo paper, made where they are missing. What is there already is left alone."""

from functools import cached_property

from django.contrib.auth.hashers import check_password, make_password

from accounts.models import User
from articles import gazetteer, roles
from articles.models import Author, Dateline, Desk, Section, Series, Tag, TagSynonym
from newsroom.demo.nouns import BadCopy, Paper

PASSWORD = "newsroom"


class House:
    """The rows that stories need, by the names that the demo's copy gives them; `made` counts the new ones."""

    def __init__(self, paper: Paper):
        self.made = 0
        self._checked: dict[str, bool] = {}
        self.people = {person.email: self._person(person) for person in paper.people}
        self.authors = {author.slug: self._author(author) for author in paper.authors}
        self.desks = {desk.slug: self._desk(desk) for desk in paper.desks}
        self.sections: dict[str, Section] = {}
        for position, section in enumerate(paper.sections, start=1):
            self.sections[section.slug] = self._section(section, position)
        self.series = {
            series.slug: self._row(Series, series.slug, title=series.title, description=series.description)[0]
            for series in paper.series
        }
        self.tags = {tag.slug: self._tag(tag) for tag in paper.tags}
        self.datelines = {short: self._dateline(place) for short, place in paper.datelines.items()}
        self._writers = {desk.slug: self.people[desk.members[0]] for desk in paper.desks}

    def writer_on(self, desk: str) -> User:
        """The reporter of a desk, by its slug: the first of its members."""
        return self._writers[desk]

    def opens(self, user: User) -> bool:
        """Whether somebody still signs in with the demo's password."""
        if user.password not in self._checked:
            self._checked[user.password] = check_password(PASSWORD, user.password)
        return self._checked[user.password]

    def _row(self, model, slug: str, **fields):
        row, is_new = model.objects.get_or_create(slug=slug, defaults=fields)
        self.made += is_new
        return row, is_new

    def _person(self, person) -> User:
        user = User.objects.filter(email__iexact=person.email).first()
        if user:
            return user
        self.made += 1
        user = User(email=person.email, name=person.name, time_zone=person.time_zone, password=self._hashed)
        user.save()
        roles.give(user, person.role)
        return user

    @cached_property
    def _hashed(self) -> str:
        """The password as it is stored. Hashing is slow on purpose, and what all may know needs it only once."""
        return make_password(PASSWORD)

    def _author(self, author) -> Author:
        user = self.people.get(author.user)
        is_free = user and not Author.objects.filter(user=user).exists()
        return self._row(
            Author, author.slug, name=author.name, bio=author.bio, user=user if is_free else None
        )[0]

    def _desk(self, desk) -> Desk:
        row, is_new = self._row(Desk, desk.slug, name=desk.name)
        if is_new:
            row.members.set(self.people[email] for email in desk.members)
        return row

    def _section(self, section, position: int) -> Section:
        return self._row(
            Section,
            section.slug,
            name=section.name,
            description=section.description,
            parent=self.sections.get(section.parent),
            four_eyes=section.four_eyes,
            position=position,
        )[0]

    def _tag(self, tag) -> Tag:
        row, is_new = self._row(Tag, tag.slug, name=tag.name, description=tag.description)
        for synonym in tag.synonyms if is_new else ():
            TagSynonym.objects.get_or_create(name=synonym, defaults={"tag": row})
        return row

    def _dateline(self, printed: str) -> Dateline:
        """The place as our style writes it, where the gazetteer says it is."""
        place = gazetteer.find(printed)
        if not place:
            raise BadCopy(f"The gazetteer knows no place “{printed}”.")
        name, comma, _ = printed.partition(",")
        row, is_new = Dateline.objects.get_or_create(
            place=name,
            full_place=printed if comma else place.full_name,
            defaults={
                "country": place.country,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "time_zone": place.time_zone,
                "stands_alone": place.stands_alone,
            },
        )
        self.made += is_new
        return row
