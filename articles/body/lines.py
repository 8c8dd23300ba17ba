"""One line of text with its marks: empty marks vanish, equal neighbours join, spaces stand outside the marks."""

from typing import NamedTuple

from articles.body.characters import BLANK, STROKE, escape, tidy, trimmed


class Mark(NamedTuple):
    """A mark on words as it is written: name of its kind, opening tag, closing tag."""

    kind: str
    opening: str
    closing: str


class End(NamedTuple):
    """Where a mark ends."""

    mark: Mark


# What a line is made of before it is set: text as found, and marks that open and end, properly nested. While it is
# folded, neighbouring texts are kept as a list, since joining them one by one takes quadratic time.
Token = str | Mark | End
_Folded = list[str] | Mark | End


def set_line(tokens: list[Token]) -> str:
    """The canonical HTML of a line; empty if there are no words in it."""
    if len(tokens) == 1 and isinstance(tokens[0], str):
        return escape(trimmed(tidy(tokens[0])))
    html: list[str] = []
    waiting: list[str] = []  # marks that open before the next words
    space = False
    for token in _folded(tokens):
        if isinstance(token, list):
            text = tidy("".join(token))
            core = trimmed(text)
            space = space or text[:1].isspace()
            if core:
                html.extend((" " if space and html else "", *waiting, escape(core)))
                waiting.clear()
                space = text[-1].isspace()
        elif isinstance(token, Mark):
            waiting.append(token.opening)
        else:
            html.append(token.mark.closing)
    return "".join(html)


def _folded(tokens: list[Token]) -> list[_Folded]:
    """The tokens without marks on nothing, and with equal marks that touch made one."""
    folded: list[_Folded] = []
    for token in tokens:
        last = folded[-1] if folded else None
        if isinstance(token, str):
            _add_text(folded, [token])
        elif isinstance(token, Mark):
            if isinstance(last, list) and not any(piece.strip(STROKE) for piece in last):
                folded.pop()  # it will not be set, so it parts nothing
                last = folded[-1] if folded else None
            if isinstance(last, End) and last.mark == token and token.kind != "isolate":
                folded.pop()
            else:
                folded.append(token)
        elif isinstance(last, Mark):
            folded.pop()
        elif (
            isinstance(last, list)
            and isinstance(folded[-2], Mark)
            and not any(piece.strip(BLANK) for piece in last)
        ):
            del folded[-2:]
            _add_text(folded, last)
        else:
            folded.append(token)
    return folded


def _add_text(folded: list[_Folded], pieces: list[str]) -> None:
    last = folded[-1] if folded else None
    if isinstance(last, list):
        last.extend(pieces)
    else:
        folded.append(list(pieces))
