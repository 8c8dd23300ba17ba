"""The grammar as the editor takes it: what it builds is what cleaning keeps, because both read the same table."""

from articles.body.grammar import DEEPEST_LIST, GRAMMAR, WORDS, Kind


def as_data() -> dict:
    """The grammar as plain data: each kind by name, in the order of the table, and how deep lists may stand.

    `content` is a content expression of ProseMirror over the names of kinds; `words` is its name for text and line
    breaks. Attributes are mapped to the few words that they may say, or to None where a rule decides.
    """
    return {
        "deepest_list": DEEPEST_LIST,
        "kinds": {name: _described(kind) for name, kind in GRAMMAR.items()},
    }


def _described(kind: Kind) -> dict:
    return {
        "tag": kind.tag,
        "node": kind.node,
        "content": "" if kind.is_mark else content(kind),
        "is_mark": kind.is_mark,
        "attributes": {
            name: sorted(rule) if isinstance(rule, frozenset) else None
            for name, rule in kind.attributes.items()
        },
        "needs": list(kind.needs),
    }


def content(kind: Kind) -> str:
    """What may stand in a kind, as a content expression; empty for what holds nothing."""
    if kind.order or not kind.holds:
        return kind.order
    return f"{WORDS}*" if kind.holds == (WORDS,) else f"({' | '.join(kind.holds)})+"
