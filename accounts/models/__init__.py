"""The people who sign in. Readers need no account, and an author whom readers know need not be one of these."""

from .invitation import Invitation
from .seat import Seat
from .user import HOUSE, User, UserManager

__all__ = ["HOUSE", "Invitation", "Seat", "User", "UserManager"]
