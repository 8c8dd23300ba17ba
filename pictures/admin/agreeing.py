"""Before terms are kept: where readers have a picture, or will have it, that the terms would deny there.

Terms take nothing down that is out (decision 21), so whoever says them sees first what is against them. Sent once more
as they are, they are kept.
"""

import json
from collections.abc import Collection

from django import forms

from accounts.models import User
from pictures import places
from pictures.models import Picture
from pictures.places import Places

LIMITS = frozenset({"denied_uses", "denied_sections"})


class Agreeing(forms.BaseForm):
    """A form that says limits. What is against them it shows once (`objections`), in place of keeping them."""

    objections: Places | None = None

    def is_agreed(self, changed: Collection[str], pictures: Collection[Picture], user: User) -> bool:
        """Whether a valid form may be kept: nothing that is out is against what it says, or the page has shown what is.

        `changed` are the fields that it changes, `pictures` those that it changes, as it leaves them.
        """
        if LIMITS.isdisjoint(changed) or self.data.get("objected") == self.limits:
            return True
        found = places.against(pictures, user)
        if not (found.found or found.unseen):
            return True
        self.objections = found
        return False

    @property
    def limits(self) -> str:
        """The limits that it says, which the page sends along to tell that it has shown what is against them."""
        return json.dumps([sorted(self[name].data or []) for name in sorted(LIMITS)])
