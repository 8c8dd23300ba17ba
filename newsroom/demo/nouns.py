"""What the demo paper is made of, as plain objects: people, furniture, stories, and what happened to them."""

from dataclasses import dataclass, field


class BadCopy(ValueError):
    """Something in the demo's copy does not hold together."""


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. `role` is one of `articles.roles`."""

    email: str
    name: str
    role: str
    time_zone: str = ""


@dataclass(frozen=True)
class Author:
    """Somebody whom readers see. `user` is the e-mail address of their sign-in, if they have one."""

    slug: str
    name: str
    bio: str
    user: str = ""


@dataclass(frozen=True)
class Desk:
    """Who holds a story. `members` are e-mail addresses."""

    slug: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    slug: str
    name: str
    description: str
    parent: str = ""
    four_eyes: bool = False


@dataclass(frozen=True)
class Series:
    slug: str
    title: str
    description: str


@dataclass(frozen=True)
class Tag:
    slug: str
    name: str
    description: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Byline:
    """A credit: an author's slug, a role (empty means words), and how the name reads here, if not as usual."""

    author: str
    role: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Change:
    """What was done to a story after it ran: pairs of words as they stood and as they read now."""

    note: str
    replace: tuple[tuple[str, str], ...]
    headline: str = ""
    kind: str = ""
    at: str = ""
    by: str = ""

    def applied_to(self, body: str) -> str:
        for before, after in self.replace:
            if body.count(before) != 1:
                raise BadCopy(
                    f"“{before}” must stand in the text once, and stands {body.count(before)} times."
                )
            body = body.replace(before, after)
        return body


@dataclass(frozen=True)
class Picture:
    """A picture drawn for the demo: a file in its folder, what is said of it, and `until` when it may be used."""

    file: str
    alt: str
    caption: str
    credit: str = "Drawing: The Meridian"
    until: str = ""


@dataclass(frozen=True)
class Gallery:
    """Pictures that stand together at the end of a text."""

    title: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Story:
    """One story: its copy, and how far it has come. Times are words that `moments` reads.

    `body` is as first written; each of `changes` went to readers with a correction of its `kind` at its hour, and
    `ahead` has been written since without reaching them. `emergency` is why it ran without a clear, `sent_back` what
    its writer was asked to do. `words` is the length that was commissioned, 0 where nobody said.
    """

    slug: str
    state: str
    headline: str
    section: str
    desk: str
    bylines: tuple[Byline, ...]
    tags: tuple[str, ...]
    body: str
    urgency: int
    deck: str = ""
    kicker: str = ""
    dateline: str = ""
    dateline_text: str = ""
    language: str = "en"
    series: str = ""
    ednote: str = ""
    due: str = ""
    words: int = 0
    published: str = ""
    until: str = ""
    embargoed_until: str = ""
    emergency: str = ""
    sent_back: str = ""
    spike_note: str = ""
    killed: str = ""
    notice: str = ""
    picture: Picture | None = None
    gallery: Gallery | None = None
    changes: tuple[Change, ...] = ()
    ahead: Change | None = None


@dataclass(frozen=True)
class Creative:
    """One advert: words, or a picture that is drawn when it is made, with what it shows in `alt`."""

    placement: str
    link: str
    headline: str = ""
    text: str = ""
    call: str = ""
    is_drawn: bool = False
    alt: str = ""


@dataclass(frozen=True)
class Campaign:
    """Adverts that run together. Times are words that `moments` reads; no `sections` means anywhere."""

    name: str
    live_from: str
    creatives: tuple[Creative, ...]
    live_until: str = ""
    sections: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True)
class Newsletter:
    """A list that letters go out to; no `days` means when an editor says so, no `sections` about everything.

    Of one that `has_gone_out` there is an issue already; of others that fill themselves the next one waits.
    """

    slug: str
    name: str
    promise: str
    rule: str
    days: str = ""
    hour: str = "06:00"
    sections: tuple[str, ...] = ()
    most_stories: int = 8
    audience: str = "open"
    is_suggested: bool = False
    has_gone_out: bool = False


@dataclass(frozen=True)
class Paper:
    """All of the demo paper. `datelines` are places as printed, by the short name that stories give them."""

    people: tuple[Person, ...]
    authors: tuple[Author, ...]
    desks: tuple[Desk, ...]
    sections: tuple[Section, ...]
    series: tuple[Series, ...]
    tags: tuple[Tag, ...]
    stories: tuple[Story, ...]
    campaigns: tuple[Campaign, ...]
    newsletters: tuple[Newsletter, ...]
    datelines: dict[str, str] = field(hash=False)
