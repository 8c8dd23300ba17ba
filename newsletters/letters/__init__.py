"""An issue as a letter: what it says, frozen when it leaves; what readers have of that still; and how it is printed.

`freeze` and `still` give content, as plain data, read through the gate alone; `letter` prints it, once for all who
get it. Whose letter it is comes in afterwards, where the letter has UNSUBSCRIPTION and PREFERENCES.
"""

from newsletters.letters.contents import drafted, freeze, only, still
from newsletters.letters.page import PREFERENCES, UNSUBSCRIPTION
from newsletters.letters.printing import MOST_BYTES, Letter, addressed, letter

__all__ = [
    "MOST_BYTES",
    "PREFERENCES",
    "UNSUBSCRIPTION",
    "Letter",
    "addressed",
    "drafted",
    "freeze",
    "letter",
    "only",
    "still",
]
