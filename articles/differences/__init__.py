"""What became of a text from one edition to the next, and how much it matters. Functions without a database."""

from articles.differences.side_by_side import Passage, Piece, between, within
from articles.differences.slight import is_slight
from articles.differences.tally import Tally, tally

__all__ = ["Passage", "Piece", "Tally", "between", "is_slight", "tally", "within"]
