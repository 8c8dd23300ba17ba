"""What one block of a stored body says to whoever compares texts: its words, or what stands there instead of words."""

import html as entities
import re

from articles.body.reading import plain

_NODE = re.compile(r'data-node="(\w+)"')
_SAID = re.compile(r'data-(?:title|caption|credit|alt|cite|source|url)="([^"]+)"')
_NUMBERED = re.compile(r'data-(?:picture|story)="([^"]+)"')
_HELD = re.compile(r"<figure [^>]*></figure>")
_NAMES = {"related": "Related story", "advert": "Advertisement break", "factbox": "Fact box"}
_PARTS = re.compile(r"(?=<(?:p|li|tr|dt|dd|footer|caption)[ >])")


def told(block: str) -> str:
    """A block as words on one line: “Picture 12: The harbour at six”. Marks and links on words are not told."""
    words = " ".join(filter(None, map(plain, _PARTS.split(block))))
    node = _NODE.search(block.partition(">")[0])
    if not node:
        return words
    opening, _, inner = block.partition(">")
    name = _NAMES.get(node[1], node[1].capitalize())
    name = " ".join([name, *_NUMBERED.findall(opening)])
    said = [entities.unescape(value) for value in _SAID.findall(opening)]
    said += ["decorative"] if "data-decorative" in opening else []
    said += map(told, _HELD.findall(inner))
    return f"{name}: {'; '.join([*said, words] if words else said)}" if said or words else name
