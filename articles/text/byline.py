"""Who wrote, photographed or translated a story, from a line that says so and nothing else.

A name is never picked out of running text. The phrases are in `data/text/bylines.tsv`, by language and role.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from articles import gazetteer
from articles.text import dates, tables
from articles.text.dateline_parts import is_agency
from articles.text.dates import PrintedDate

_LONGEST_LINE = 26
_LONGEST_DATE_LINE = 110
_BRACKETS = re.compile(r"^[\[(【（]\s*(.*?)\s*[\])】）]$")
_CREDIT_ENDS = re.compile(r"\s*[;|•·●]\s*|\s+[—–]\s+|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])|\n")
_ROLE_IN_BRACKETS = re.compile(r"\s*\(([^()]{3,24})\)")
_HANDLE = re.compile(r"\s*[(\[]?@\w+[)\]]?|\s*[\w.+-]+@[\w-]+\.[\w.-]+")
_FROM = re.compile(r"\s+(?:in|from|aus|à|en|em|em|da|في|в|из)\s+[^\W\d_a-z][\w .'’-]+$")
_WORD_OF_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-‐])*\.?")
_ARTICLE = re.compile(r"(?:al|el|ash|as|an|ad|d|l)[-'’]")
_UNCASED = re.compile(r"[\u0590-\u06ff\u3040-\u9fff\uac00-\ud7af]")
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?!\d)|[+-]\d{2}:?\d{2}\b", re.IGNORECASE
)
_ROLES = {
    "reporting": "reporting",
    "photography": "photographs",
    "photographs": "photographs",
    "photos": "photographs",
}
_ROLES |= {"translation": "translation", "video": "video", "graphics": "graphics", "text": "", "words": ""}


@dataclass(frozen=True)
class Credit:
    """One name of a byline as printed. `role` is empty for the words, else “photographs”, “translation” and so on;

    `affiliation` is what follows the name: an agency, a title, a desk.
    """

    name: str
    role: str = ""
    affiliation: str = ""


def read_byline(line: str) -> list[Credit]:
    """The credits of a line that is a byline and nothing else; an empty list for any other line."""
    line = _BRACKETS.sub(r"\1", " ".join(line.split())).rstrip()
    if not line or len(line.split()) > _LONGEST_LINE:
        return []
    credits: list[Credit] = []
    for part in _CREDIT_ENDS.split(line):
        phrase = _phrase_at(part)
        if phrase:
            named = _names(part[len(phrase[0]) :], phrase[1])
            if not named:
                return []
            credits += named
        elif credits and is_affiliation(part):
            credits[-1] = _affiliated(credits[-1], part)
        elif not credits or (part.strip() and not read_date_line(part)):
            return []
    return credits


@lru_cache(maxsize=2048)
def read_date_line(line: str) -> PrintedDate | None:
    """The first day that a line names, if the line is nothing but days, hours and words such as “Published”."""
    line = " ".join(line.split()).strip("【】[]()（） ")
    if len(line) > _LONGEST_DATE_LINE or not any(character.isdigit() for character in line):
        return None
    first: PrintedDate | None = None
    rest = ""
    at = 0
    while at < len(line):
        starts_word = not at or not (line[at - 1].isalnum() and line[at].isalnum())
        if starts_word and (found := dates.match(line, at)):
            first, at = first or found[0], found[1]
        else:
            rest, at = rest + line[at], at + 1
    words = re.findall(r"[^\W_]+", _TIME.sub(" ", rest).casefold())
    return first if first and all(_is_word_of_date(word) for word in words) else None


def _is_word_of_date(word: str) -> bool:
    return word in _words("date") or dates.is_month_or_weekday(word)


def _phrase_at(part: str) -> tuple[str, str] | None:
    """The phrase that a credit begins with, as it stands there, and the role it gives."""
    folded = part.casefold().replace("：", ":")
    for phrase, role in _phrases().items():
        if not folded.startswith(phrase):
            continue
        after = part[len(phrase) : len(phrase) + 1]
        if phrase[-1] in ":︱/" or after in (" ", ":", "：", "\u00a0"):
            return part[: len(phrase) + (after in (":", "："))], role
    return None


def _names(text: str, role: str) -> list[Credit]:
    """The names after a phrase, each with what is said of it; none at all if one of them reads like no name."""
    text = _HANDLE.sub("", _without_date(text)).strip(" .,:：")
    if not text:
        return []
    credits: list[Credit] = []
    for part in re.split(rf"\s*[,،、]\s*(?:(?:{_ands()})\s+)?|\s+(?:{_ands()})\s+", text):
        bracketed = _ROLE_IN_BRACKETS.search(part)
        part = _ROLE_IN_BRACKETS.sub("", part).strip()
        if credits and is_affiliation(part):
            credits[-1] = _affiliated(credits[-1], part)
            continue
        name = _FROM.sub("", part)
        own = _ROLES.get(bracketed[1].casefold(), role) if bracketed else role
        if not _is_name(name):
            return []
        credits.append(Credit(name, own))
    return credits


def printed_day(line: str) -> PrintedDate | None:
    """The day that some sites print behind the name: “By STEVEN ROE JULY 29, 2016”."""
    return read_date_line(line[len(_without_date(line)) :])


def _without_date(text: str) -> str:
    for space in re.finditer(r"[\s•|·]+", text):
        if read_date_line(text[space.end() :]):
            return text[: space.start()]
    return text


def _affiliated(credit: Credit, part: str) -> Credit:
    return Credit(credit.name, credit.role, f"{credit.affiliation}, {part.strip()}".strip(", "))


def is_affiliation(part: str) -> bool:
    """“Associated Press”, “Political Editor”, “Berlin”: what stands behind or below a name and is none."""
    words = [word.casefold().strip(".") for word in part.split()]
    if not words or len(words) > 6:
        return False
    titled = any(word in _words("title") for word in words)
    return titled or is_agency(part.strip()) or (len(words) == 1 and gazetteer.find(part.strip()) is not None)


def _is_name(text: str) -> bool:
    """Two to five words in capitals, or one that is an agency; particles may be small, figures are not names."""
    words = text.split()
    if is_agency(text):
        return True
    if not all(_WORD_OF_NAME.fullmatch(word) for word in words) or len(words) > 5 or "I" in words:
        return False
    if _UNCASED.search(text):
        return len(text) >= 2 and len(words) <= 5
    capitals = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper()]
    # “al-Hariri” begins small and is a name all the same.
    are_particles = all(word.casefold() in _words("particle") or _ARTICLE.match(word) for word in small)
    return len(words) >= 2 and bool(capitals) and are_particles


def _ands() -> str:
    return "|".join(re.escape(word) for word in sorted(_words("and"), key=len, reverse=True))


@cache
def _phrases() -> dict[str, str]:
    """Phrase, folded → role; the longest first, so that “Photos by” is not read as “Photos”."""
    rows = (
        (phrase.casefold(), row["role"])
        for row in tables.rows("bylines")
        for phrase in row["phrases"].split("|")
    )
    return dict(sorted(rows, key=lambda pair: -len(pair[0])))


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (row["words"] for row in tables.rows("byline_words") if row["kind"] == kind)
    return frozenset(word for words in rows for word in words.split("|"))
