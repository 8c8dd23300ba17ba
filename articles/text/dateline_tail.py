"""What stands between the place of a dateline and the text: date, agency, remarks, and the dash or stop at the end."""

import re
from dataclasses import dataclass

from articles.text import dates
from articles.text.dateline_parts import DASH, GROUP, UNCASED, agencies, is_agency
from articles.text.dates import PrintedDate

_NOTE = re.compile(
    r"(?i:via|by wireless|by cable|by telegraph|delayed|special (?:cable|correspondence|dispatch))\b.*"
)
_BARE_NOTE = re.compile(
    r"\s*,?\s*(?:(?:[Bb]y )?(?:[Ww]ireless|[Cc]able|[Tt]elegraph) to|[Vv]ia) [A-Z]\w+(?=[\s.,—–-])"
)
_AFTER_AGENCY = re.compile(rf"{DASH.pattern}|[.,:]\s+")
_COMMAS = re.compile(r"[\s,]*")
_STOP = re.compile(r"\.?,?\s+")


@dataclass(frozen=True)
class Tail:
    """What follows the place. `ends`: by what (dash, stop, colon, note, bracket; empty if not at all); `end`: where."""

    date: PrintedDate | None
    agency: str | None
    note: str | None
    ends: str
    end: int


def read_tail(text: str, at: int) -> Tail:
    """Date, agency and remarks after the place, in whatever order, and the dash or stop that ends the dateline."""
    return _TailReader(text, at).read()


class _TailReader:
    """Goes through what follows the place, part by part, until a part is none of a dateline."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.date: PrintedDate | None = None
        self.agency: str | None = None
        self.note: str | None = None
        self.ends = ""
        self._since_dash = True

    def read(self) -> Tail:
        steps = (self._date, self._group, self._bare_note, self._dash, self._colon, self._stop)
        while self.at < len(self.text) and self.ends != "colon" and any(step() for step in steps):
            pass
        if not self.ends and is_agency(self.agency) and self.text[self.at - 1] == ")":
            self.ends = "bracket"  # “London (CNN) The port”: some print no dash
        rest = self.text[self.at :]
        self.at += len(rest) - len(rest.lstrip())
        return Tail(self.date, self.agency, self.note, self.ends, self.at)

    def _date(self) -> bool:
        here = _COMMAS.match(self.text, self.at)
        found = None if self.date else dates.match(self.text, here.end() if here else self.at)
        if found:
            self.date, self.at = found
            self._since_dash = True
        return bool(found)

    def _group(self) -> bool:
        """Something in brackets: a date, a remark or an agency; a second agency is no agency any more."""
        group = GROUP.match(self.text, self.at)
        kind = _kind_of_group(group, self.date) if group else ""
        if not group or not kind or (kind == "agency" and self.agency):
            return False
        content = (group["round"] or group["slash"]).strip()
        if kind == "date":
            self.date = _date_in(content)
        elif kind == "note":
            self.note, self.ends = content, self.ends or "note"
        else:
            self.agency = content.removeprefix("By ").removeprefix("by ")
        self.at = group.end()
        self._since_dash = True
        return True

    def _bare_note(self) -> bool:
        found = _BARE_NOTE.match(self.text, self.at) if self.date else None
        if found:
            self.note, self.ends, self.at = found[0].strip(" ,"), self.ends or "note", found.end()
        return bool(found)

    def _dash(self) -> bool:
        """A second dash belongs to the dateline only after an agency: “SAN DIEGO--(BUSINESS WIRE)--The port”."""
        found = DASH.match(self.text, self.at) if self._since_dash else None
        if found:
            self.ends, self.at, self._since_dash = "dash", found.end(), False
            self._agency_between()
        return bool(found)

    def _colon(self) -> bool:
        found = self.text.startswith(":", self.at) and not self.ends
        if found:
            self.ends, self.at = "colon", self.at + 1
        return found

    def _stop(self) -> bool:
        found = _STOP.match(self.text, self.at) if (self.date or self.agency) and not self.ends else None
        if not found or "." not in found[0]:
            return False
        self.ends, self.at = "stop", found.end()
        self._agency_between()
        return True

    def _agency_between(self) -> None:
        """“КИЕВ, 15 апр — РИА Новости. ”, “Москва. 3 мая. INTERFAX.RU - ”: a known agency, and then the end."""
        name = next((name for name in agencies() if self.text.startswith(name, self.at)), "")
        after = _AFTER_AGENCY.match(self.text, self.at + len(name)) if name and not self.agency else None
        if after:
            self.agency, self.ends, self.at = name, "dash", after.end()


def _kind_of_group(group: re.Match[str], date: PrintedDate | None) -> str:
    """What brackets hold: a date, a remark such as “via London”, an agency; or nothing of a dateline."""
    content = (group["round"] or group["slash"]).strip()
    if not date and _date_in(content):
        return "date"
    if _NOTE.fullmatch(content):
        return "note"
    return "agency" if _looks_like_agency(content, date) else ""


def _date_in(content: str) -> PrintedDate | None:
    found = dates.match(content)
    return found[0] if found and found[1] == len(content) else None


def _looks_like_agency(content: str, date: PrintedDate | None) -> bool:
    """A name: capitals or a known one, few words, no figures, no sentence."""
    if is_agency(content) or content.startswith(("Корр.", "корр.")):
        return True
    words = content.split()
    if not 1 <= len(words) <= 6 or any(character.isdigit() for character in content):
        return False
    if dates.is_month_or_weekday(words[0]):
        return False
    # After a date, one small word in brackets can only be an agency that writes itself so: “(askanews)”.
    return bool(UNCASED.search(content)) or content[0].isupper() or (bool(date) and content.isalpha())
