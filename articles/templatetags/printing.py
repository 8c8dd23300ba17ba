"""Parts of a page that are printed once, and set again from then on wherever the same is to be said."""

from collections.abc import Iterable
from typing import Any

from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

from articles.memory import Memory

register = Library()

REMEMBERED = 512


@register.tag
def printed(parser: Parser, token: Token) -> Node:
    """{% printed edition.row today.date %} … {% endprinted %}: set again where all that is named is as it was before.

    Name everything on which the part depends, beside the settings. A name that stands for None says that it is not
    known what stands behind it: then the part is printed anew.
    """
    _, *names = token.split_contents()
    part = parser.parse(("endprinted",))
    parser.delete_first_token()
    if part.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("A block differs from page to page: put {% printed %} inside it.")
    return _Printed(part, [parser.compile_filter(name) for name in names])


@register.filter
def rows(things: Iterable[Any] | None) -> tuple | None:
    """What the database said of some things, in its own words; None where it is not known of all of them."""
    found = tuple([thing.row for thing in things or ()])
    return None if None in found else found


class _Printed(Node):
    # Nobody who looks through a template for blocks needs to look in here.
    child_nodelists = ()

    def __init__(self, part: NodeList, names: list[FilterExpression]) -> None:
        self.nodelist, self.names = part, names
        self.memory: Memory[SafeString] = Memory(REMEMBERED)

    def render(self, context: Context) -> SafeString:
        key = tuple([name.resolve(context) for name in self.names])
        if None in key:
            return self.nodelist.render(context)
        return self.memory.get(key, lambda: self.nodelist.render(context))
