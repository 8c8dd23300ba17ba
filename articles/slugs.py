"""The last part of a URL, in plain letters, from words in any script."""

import re
from collections.abc import Callable

from anyascii import anyascii

LENGTH = 80
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’ʼ‘`]")


def slugify(words: str) -> str:
    """Words as they stand in an address: “L’été à Москва” becomes `lete-a-moskva`; whole words, 80 letters at most.

    Returns an empty text where there is nothing to spell.
    """
    slug = _NOT_WORD.sub("-", anyascii(_APOSTROPHE.sub("", words)).lower()).strip("-")
    if len(slug) <= LENGTH:
        return slug
    whole, _, _ = slug[: LENGTH + 1].rpartition("-")
    return whole or slug[:LENGTH]


def unused(words: str, taken: Callable[[str], bool]) -> str:
    """A slug that nothing else has: the plain one, or the first free of `-2`, `-3`, …

    `taken` says whether a slug is in use. Words that spell nothing get none: an empty text is returned.
    """
    slug = slugify(words)
    if not slug:
        return ""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        candidate = f"{slug[: LENGTH - 5].rstrip('-')}-{number}"
    return candidate
