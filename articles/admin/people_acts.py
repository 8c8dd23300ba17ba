"""What an administrator does to a person, beside giving roles: each told before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts import invitations, people, second_factor
from accounts.models import User


@dataclass(frozen=True)
class Act:
    """Something done to a person: the word on its button, what it will do, what is said afterwards."""

    label: str
    tells: str
    done: str
    do: Callable[[User], object]
    fits: Callable[[User], bool]
    to_oneself: bool = True


def _has_joined(user: User) -> bool:
    return user.is_active and user.has_usable_password()


def is_waiting(user: User) -> bool:
    return user.is_active and hasattr(user, "invitation") and user.invitation.accepted_at is None


ACTS = {
    "signing-out": Act(
        "Sign out everywhere",
        "Ends every session of theirs, on whatever device.",
        "{user} is signed out everywhere.",
        people.sign_out_everywhere,
        _has_joined,
    ),
    "factor-removal": Act(
        "Take their second factor away",
        "For a lost phone or key: app, passkeys and recovery codes are gone, and they are signed out. "
        "Be sure that it is them who asks.",
        "{user} has no second factor now, and is signed out.",
        people.take_second_factor,
        second_factor.has_one,
        to_oneself=False,
    ),
    "switching-off": Act(
        "Switch off",
        "Shuts the desk to them at once. What they did stays with their name.",
        "{user} is switched off.",
        people.switch_off,
        _has_joined,
        to_oneself=False,
    ),
    "switching-on": Act(
        "Switch on again",
        "They sign in again with the password they had.",
        "{user} may sign in again.",
        people.switch_on,
        lambda user: not user.is_active,
    ),
    "withdrawal": Act(
        "Withdraw the invitation",
        "The link in the letter no longer works.",
        "The invitation of {user} is withdrawn.",
        lambda user: invitations.withdraw(user.invitation),
        is_waiting,
    ),
}
