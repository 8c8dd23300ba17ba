"""What whoever runs the house should know of its seal before prints go without it: `manage.py check`."""

from importlib.util import find_spec

from django.conf import settings
from django.core.checks import Warning, register

from pictures import seals

NO_PACKAGE = "C2PA_CERTIFICATE is set, and the package that signs is missing: pip install c2pa-python."


@register
def the_house_can_sign(**_):
    """A warning and no more: the paper comes out all the same."""
    if not settings.C2PA_CERTIFICATE:
        return []
    if find_spec("c2pa") is None:
        return [_warning(NO_PACKAGE)]
    try:
        seals.load()
    except seals.NoSeal as fault:
        return [_warning(str(fault))]
    return []


def _warning(said: str) -> Warning:
    return Warning(said, hint="Until then pictures go without Content Credentials.", id="pictures.W001")
