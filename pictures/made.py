"""How a picture was made, in IPTC’s words (NewsCodes “digital source type”), in those of the desk, and as a label."""

from collections.abc import Iterable

CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
WORDS = {
    "digitalCapture": "taken by a camera",
    "computationalCapture": "taken by a camera that puts several shots together",
    "negativeFilm": "scanned from a negative",
    "positiveFilm": "scanned from a slide",
    "print": "scanned from a print",
    "humanEdits": "edited by a person",
    "minorHumanEdits": "edited a little by a person",
    "composite": "put together from several elements",
    "compositeCapture": "put together from several shots",
    "compositeSynthetic": "put together, with elements that no camera took",
    "compositeWithTrainedAlgorithmicMedia": "put together, with elements made by AI",
    "trainedAlgorithmicMedia": "made by AI",
    "algorithmicMedia": "made by an algorithm that learned from no pictures",
    "algorithmicallyEnhanced": "enhanced by an algorithm",
    "dataDrivenMedia": "drawn from data by a program",
    "digitalArt": "drawn by a person with a program",
    "digitalCreation": "made by a person with a program",
    "virtualRecording": "recorded in a made-up world",
    "screenCapture": "taken of a screen",
}
# The labels that readers see (`Picture.Label`): which words of a file ask for them, and what is written for them.
AI, EDITED = "ai", "edited"
ASKS_FOR = {
    "trainedAlgorithmicMedia": AI,
    "compositeWithTrainedAlgorithmicMedia": AI,
    "composite": EDITED,
    "compositeCapture": EDITED,
    "compositeSynthetic": EDITED,
}
WRITTEN_FOR = {AI: "compositeWithTrainedAlgorithmicMedia", EDITED: "composite"}


def code(said: str) -> str:
    """The last part of an address or of a short name: what both are known by."""
    return said.rstrip("/").rpartition("/")[2].rpartition(":")[2]


def codes(statements: Iterable[str | list[str]]) -> list[str]:
    """What several statements of a file name, some of them lists."""
    return [one for said in statements for one in (said if isinstance(said, list) else [said])]


def in_words(said: Iterable[str]) -> list[str]:
    """Each once, as the desk says it; what is not known as it stands."""
    return list(dict.fromkeys(WORDS.get(code(one), one) for one in said))


def label_for(said: Iterable[str]) -> str:
    """The gravest label that a file asks for, or none."""
    asked = {ASKS_FOR.get(code(one)) for one in said}
    return next((label for label in (AI, EDITED) if label in asked), "")


def source_type(label: str, said: Iterable[str]) -> str:
    """What is written of a labelled picture: as its file says it, where that asks for the same label."""
    if not label:
        return ""
    own = next((code(one) for one in said if ASKS_FOR.get(code(one)) == label), "")
    return CODES + (own or WRITTEN_FOR[label])
