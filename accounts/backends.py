"""How a password is checked: allauth's way, which takes as long for who is not here as for who is. And what one may."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from accounts.models import User


class SignIn(AuthenticationBackend):
    """The address is the one that stands with the person, and no other: a former one opens nothing."""

    def _authenticate_by_email(self, email, password):
        user = User.objects.filter(email=email.strip().lower()).first()
        return self._check_password(user, password)

    def user_can_authenticate(self, user):
        return user.may_sign_in

    def get_all_permissions(self, user_obj, obj=None):
        """What their roles give and what they have beside them, asked for together: every page of the desk asks it."""
        if user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            rights = Permission.objects.order_by().values_list("content_type__app_label", "codename")
            found = rights.filter(user=user_obj).union(rights.filter(group__user=user_obj)).order_by()
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in found}
        return user_obj._perm_cache
