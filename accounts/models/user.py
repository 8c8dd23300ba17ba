from typing import ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Reserved for names that lead nowhere (RFC 2606): no mail ever reaches it, so nobody can ask for its password.
HOUSE = "house@newsroom.invalid"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """A person who may sign in with an e-mail address; without a password, only once one has been set."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Somebody who may do everything, for the shell and for repairs; no role in the newsroom is one."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)

    def house(self) -> "User":
        """The house itself: who acts where a command runs without naming a person. It never signs in."""
        facts = {"name": "The house", "password": make_password(None), "is_superuser": True}
        return self.get_or_create(email=HOUSE, defaults=facts)[0]


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True, help_text="As colleagues know them.")
    time_zone = models.CharField(
        max_length=64, blank=True, help_text="Such as Europe/Paris. Empty means the paper’s own zone."
    )
    is_staff = models.BooleanField("may enter the desk", default=False)
    is_active = models.BooleanField(
        default=True, help_text="Switch off instead of deleting: the history stays whole."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(
        "last seen", null=True, editable=False, help_text="At the desk, to within some minutes."
    )
    letter_keys = models.BooleanField(
        "single letters are keys",
        default=True,
        help_text="Such as N for a new story. They never fire in a field; keys with Ctrl or Alt stay either way.",
    )
    session_round = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("name", "email")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_whatever_its_case",
                violation_error_message="Somebody already signs in with this address.",
            ),
        )

    def __str__(self):
        return self.name or self.email

    def save(self, *args, **kwargs):
        """Addresses are kept in small letters, so that nobody is somebody else for want of a capital."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_short_name(self):
        return (self.name or self.email).split()[0]

    def get_full_name(self):
        return str(self)

    @property
    def may_sign_in(self) -> bool:
        """Whether there is a door for them at all: there is none for the house, nor for who is switched off."""
        return self.is_active and self.email != HOUSE

    def _get_session_auth_hash(self, secret=None):
        """What each session of theirs is held to: a new password, or a new round, ends them all."""
        salt = "accounts.models.User.get_session_auth_hash"
        held_to = f"{self.session_round} {self.password}"
        return salted_hmac(salt, held_to, secret=secret, algorithm="sha256").hexdigest()
