"""What is kept of second factors is kept unreadable: whoever gets the database alone gets no figures from it."""

import base64
import os
from hashlib import blake2b

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. What was sealed with a key that is not ours any more opens nothing: a secret nobody knows."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return base64.b32encode(os.urandom(20)).decode()


def _box() -> MultiFernet:
    """Seals with the paper's key, and opens with former ones too (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_digest(key))) for key in keys])


def _digest(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=32, person=b"second factor").digest()
