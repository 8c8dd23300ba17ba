"""The worker as a reader: it asks for the paper's pages over the network, and keeps when each showed what it should.

`surfaces` says where it looks and how a page tells which edition it shows; `looking` looks.
"""

from articles.witness.looking import look, next_look
from articles.witness.surfaces import SURFACES

__all__ = ["SURFACES", "look", "next_look"]
