"""The rules of a language, read from its file once: what each looks for, and what it would have written instead."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ANYWHERE = frozenset({"kicker", "headline", "deck", "body"})


@dataclass(frozen=True)
class Rule:
    """One thing that the house asks about: where, by which pattern, and what it writes instead (None: think)."""

    key: str
    reason: str
    pattern: re.Pattern[str]
    not_after: re.Pattern[str] | None
    use: str | dict[str, str] | None
    fields: frozenset[str]
    in_quotations: bool

    def asks_about(self, found: re.Match[str]) -> bool:
        """Whether nothing that stands before it says otherwise."""
        before = found.string[max(0, found.start() - 40) : found.start()]
        return not (self.not_after and self.not_after.search(before))

    def instead(self, found: re.Match[str]) -> str | None:
        """What the house writes for what was found, with a capital where that had one."""
        words = found[0]
        if self.use is None:
            return None
        if self.use == "lower":
            return words.lower()
        if isinstance(self.use, str):
            return found.expand(self.use)
        known = self.use.get(
            words, self.use.get(words.lower(), self.use.get(found[found.lastindex or 0], ""))
        )
        return known[:1].upper() + known[1:] if words[:1].isupper() else known


@dataclass(frozen=True)
class Measures:
    """From where on a sentence is too long, passives are no longer a chain, and a text is hard to read."""

    sentence: int
    passives_apart: int
    reading_ease: int
    reading_ease_from: int


@dataclass(frozen=True)
class Sheet:
    """A language's style sheet."""

    rules: tuple[Rule, ...]
    measures: Measures


def sheet(language: str) -> Sheet | None:
    """The style sheet of a language (ISO 639-1, whatever the country after it); None where the house has none."""
    code = language.partition("-")[0].lower()
    return _read(code) if code in languages() else None


@cache
def languages() -> frozenset[str]:
    return frozenset(file.stem for file in FOLDER.glob("*.toml"))


@cache
def _read(code: str) -> Sheet:
    written = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Sheet(tuple(map(_rule, written["rule"])), Measures(**written["measures"]))


def _rule(written: dict[str, Any]) -> Rule:
    flags = re.NOFLAG if written.get("case") else re.IGNORECASE
    return Rule(
        key=written["key"],
        reason=written["reason"],
        pattern=re.compile(written.get("pattern") or _any_of(written.get("swap") or written["find"]), flags),
        not_after=re.compile(f"(?:{written['not_after']})$") if "not_after" in written else None,
        use=written.get("swap", written.get("use")),
        fields=frozenset(written.get("fields", ANYWHERE)),
        in_quotations=written.get("in_quotations", False),
    )


def _any_of(words) -> str:
    """The longest first, so that “the vast majority of” is not found as a part of itself."""
    return rf"(?<![\w-])(?:{'|'.join(_longest_first(words))})(?![\w-])"


def _longest_first(words) -> Iterator[str]:
    return map(re.escape, sorted(words, key=len, reverse=True))
