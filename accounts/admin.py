"""Who may sign in, and with which role. Roles are groups; what each may do is written in the house, not here."""

# allauth registers tables of its own with the admin, and has to be through with it before they are taken out.
from allauth.account import admin as _addresses  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangosUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

from accounts import people
from accounts.forms import known_zone
from accounts.models import User

# Roles' permissions are made anew after every `migrate`: what would be changed here would not last. The address that
# counts stands with the person, and a second factor is nobody's to read.
admin.site.unregister([Group, EmailAddress, Authenticator])


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class PersonForm(UserChangeForm):
    time_zone = forms.CharField(
        required=False,
        max_length=64,
        validators=[known_zone],
        help_text=User._meta.get_field("time_zone").help_text,
    )

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DjangosUserAdmin):
    """An administrator gives roles; only who may do everything already can let others do everything."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ("name", "email", "roles", "is_staff", "is_active")
    list_filter = ("groups", "is_staff", "is_active")
    search_fields = ("name", "email")
    ordering = ("name", "email")
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "last_seen_at", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "time_zone", "letter_keys")}),
        ("What they may do", {"fields": ("is_active", "is_staff", "groups")}),
        ("Beyond any role", {"fields": ("is_superuser", "user_permissions")}),
        ("When", {"fields": ("last_seen_at", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        """The last step above all roles is shown only to those who stand on it."""
        fieldsets = super().get_fieldsets(request, obj)
        return [one for one in fieldsets if request.user.is_superuser or one[0] != "Beyond any role"]

    def save_model(self, request, obj, form, change):
        """Who is switched off is out at once, also where they come back later."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            people.sign_out_everywhere(obj)

    def has_change_permission(self, request, obj=None):
        """Whoever may do everything is changed only by their like: else a new password would be a way up."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted: switching off keeps the history whole."""
        return False

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="roles")
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())
