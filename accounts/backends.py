"""How a password is checked: allauth's way, which takes as long for who is not here as for who is."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class SignIn(AuthenticationBackend):
    """The address is the one that stands with the person, and no other: a former one opens nothing."""

    def _authenticate_by_email(self, email, password):
        user = User.objects.filter(email=email.strip().lower()).first()
        return self._check_password(user, password)

    def user_can_authenticate(self, user):
        return user.may_sign_in
