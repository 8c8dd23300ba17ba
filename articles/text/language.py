"""What the letters alone say about a text's language; where they do not say it, nobody guesses."""

import re
import unicodedata

# Scripts that one language writes its news in. Latin is not among them: a hundred languages share it.
_ONE_LANGUAGE = {
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KHMER": "km",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_SAMPLE = 4000


def language_of(text: str) -> str | None:
    """The language that the script itself proves (ISO 639-1), or None.

    “ru” needs letters that only Russian has among the news languages in Cyrillic, and so on; text in Latin letters
    gives None, and so does a mixture.
    """
    letters = [character for character in text[:_SAMPLE] if character.isalpha()]
    if not letters:
        return None
    counts: dict[str, int] = {}
    for letter in letters:
        script = unicodedata.name(letter, "NONE").split(" ")[0].split("-")[0]
        counts[script] = counts.get(script, 0) + 1
    script = max(counts, key=lambda name: counts[name])
    if script in ("CJK", "HIRAGANA", "KATAKANA"):
        return _east_asian(counts, len(letters))
    if counts[script] < 0.7 * len(letters):
        return None
    if script == "CYRILLIC":
        return _cyrillic(letters)
    if script == "ARABIC":
        return _arabic(letters)
    return _ONE_LANGUAGE.get(script)


def _east_asian(counts: dict[str, int], letters: int) -> str | None:
    kana = counts.get("HIRAGANA", 0) + counts.get("KATAKANA", 0)
    if counts.get("CJK", 0) + kana < 0.6 * letters:
        return None
    return "ja" if kana > 0.1 * letters else "zh"


def _cyrillic(letters: list[str]) -> str | None:
    """Russian, Ukrainian, Belarusian, Serbian and Macedonian give themselves away; other languages do not."""
    # Kazakh, Kyrgyz, Tatar, Mongolian and others add letters of their own to the Russian ones.
    if _often(letters, "әғқңөұүһҷҳӣӯ"):
        return None
    for language, own in (("be", "ў"), ("uk", "їєґ"), ("sr", "ђћ"), ("mk", "ѓќѕ"), ("ru", "ыэё")):
        if _often(letters, own):
            return language
    return None


def _arabic(letters: list[str]) -> str | None:
    if _often(letters, "ەڕڵۆێ"):
        return None
    if _often(letters, "ٹڈڑںے"):
        return "ur"
    return "fa" if _often(letters, "پچژگی") else "ar"


def _often(letters: list[str], own: str) -> bool:
    """More than a foreign name or two: one letter in two hundred, which a language's own letters always reach."""
    return sum(letter in own for letter in letters) * 200 > len(letters)
