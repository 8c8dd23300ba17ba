"""What an attribute in a story's body may say: for each kind of value, its one canonical spelling, or nothing."""

import re

from articles.body.characters import seen, tidy, words

__all__ = ["count", "language", "link", "number", "numbers", "web_address", "words"]

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.I)
# A host in any script, or an IP address. Without a name and password in front: they make a bank of any address.
_WEB = re.compile(r"(https?)://([\w.-]+(?::\d{1,5})?|\[[\d.:a-f]+\](?::\d{1,5})?)((?:[/?#].*)?)", re.I | re.S)
_MAIL = re.compile(r"mailto:([^\s/@:]+@[^\s/@:]+)", re.I)
# Most addresses are spelt right already, and a story may hold many.
_USUAL = re.compile(r"https?://[a-z0-9.-]+(?:[/?#][!#$%&()*+,./0-9:;=?@A-Z_a-z~\[\]-]*)?")
_ESCAPES = {ord(char): f"%{ord(char):02X}" for char in " \"'<>\\^`{|}"}
MOST_CELLS = 50


def number(value: str) -> str:
    """The number of a row, such as a picture's or a story's: from 1, in plain digits."""
    value = value.strip()
    return value if _NUMBER.fullmatch(value) else ""


def numbers(value: str) -> str:
    """Numbers of rows with a space between them, each once, in their order."""
    return " ".join(dict.fromkeys(part for part in value.split() if number(part)))


def count(value: str) -> str:
    """How many columns or rows a cell takes: 2 to 50 (one is what it takes anyhow)."""
    value = number(value)
    return value if value and 1 < int(value) <= MOST_CELLS else ""


def language(value: str) -> str:
    """A language tag of BCP 47's common shape: en, pt-BR, zh-Hant-TW."""
    value = value.strip()
    return value if _LANGUAGE.fullmatch(value) else ""


def web_address(value: str) -> str:
    """An address on the web, http or https, with its host."""
    found = _WEB.fullmatch(_address(value))
    if not found:
        return ""
    scheme, host, rest = found.groups()
    return f"{scheme.lower()}://{host.lower()}{rest}".translate(_ESCAPES)


def link(value: str) -> str:
    """Where a link may lead: the web, a mail address, or a page of this site by its path from the root.

    Two slashes would leave the site, and browsers read a backslash as a slash, so neither may follow the first.
    """
    if _USUAL.fullmatch(value):
        return value
    address = _address(value)
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return address.translate(_ESCAPES)
    if found := _MAIL.match(address):
        return f"mailto:{address[found.start(1) :]}".translate(_ESCAPES)
    return web_address(value)


def _address(value: str) -> str:
    """As browsers read an address: without tabs and line breaks anywhere, and without spaces at its ends."""
    return tidy(seen(re.sub(r"[\t\n\r]", "", value))).strip()
