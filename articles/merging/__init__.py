"""Bringing two people's changes of one text together: no word of either is lost. Functions without a database."""

from articles.merging.aligning import align, align_by
from articles.merging.anew import written_anew
from articles.merging.copies import (
    MISSING,
    Copy,
    Part,
    Together,
    align_blocks,
    blocks,
    both,
    bring_together,
    in_order,
)
from articles.merging.weaving import BOTH, MINE, THEIRS, Strand, weave
from articles.merging.words import blend, blend_block

__all__ = [
    "BOTH",
    "MINE",
    "MISSING",
    "THEIRS",
    "Copy",
    "Part",
    "Strand",
    "Together",
    "align",
    "align_blocks",
    "align_by",
    "blend",
    "blend_block",
    "blocks",
    "both",
    "bring_together",
    "in_order",
    "weave",
    "written_anew",
]
