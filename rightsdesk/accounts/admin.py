"""People, organisations and roles in the console. New ones are made by the actions of accounts; the rest is to read."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.db.models import Model
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminPasswordWidget

from rightsdesk.accounts import actions
from rightsdesk.accounts.models import (
    ApiClient,
    Membership,
    Organisation,
    OrganisationKind,
    Programme,
    User,
)
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, access_of, actor_of, site


class AddsThroughAction(ReadOnlyAdmin):
    """New rows may be made by whoever may do `deed`, through one action: `make(actor, cleaned)`."""

    deed: ClassVar[str]
    add_fields: ClassVar[tuple[str, ...]] = ()

    def make(self, actor: str, cleaned: dict[str, Any]) -> Model:
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return access_of(request).does(self.deed)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return super().get_fields(request, obj) if obj else self.add_fields

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made = self.make(actor_of(request), form.cleaned_data)
        obj.pk, obj.public_id = made.pk, getattr(made, "public_id", "")

    def log_addition(self, *args: Any, **kwargs: Any) -> None:
        """The journal tells it; Django's own log would be a second story."""


class MembershipInline(ReadOnlyInline):
    model = Membership


@admin.register(Organisation, site=site)
class OrganisationAdmin(AddsThroughAction):
    tenant = ("pk",)
    deed = "create_user"
    add_fields = ("name", "kind")
    list_display = ("name", "kind", "public_id")
    list_filter = ("kind",)
    search_fields = ("name", "public_id")
    finds = Finds(("name",))
    ordering = ("name",)
    inlines = (MembershipInline,)

    def make(self, actor: str, cleaned: dict[str, Any]) -> Organisation:
        kind = OrganisationKind(cleaned["kind"])
        return actions.register_organisation(actor=actor, name=cleaned["name"], kind=kind)


class NewUserForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new person. The e-mail address is compared without regard to case."""

    first_password = forms.CharField(
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="Hand it over in person; at least eight characters that nobody would guess.",
    )

    class Meta:
        model = User
        fields = ("email", "name", "is_staff")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("Somebody with this e-mail address is already here.")
        return email

    def clean_first_password(self) -> str:
        password = str(self.cleaned_data["first_password"])
        validate_password(password)
        return password


@admin.register(User, site=site)
class UserAdmin(AddsThroughAction):
    row_pages = ("support_start",)

    def fits(self, request: HttpRequest, row: User, deed: str) -> bool:
        return row.is_active and not row.is_staff

    tenant = ("memberships__organisation",)
    deed = "create_user"
    add_fields = ("email", "name", "first_password", "is_staff")
    form = NewUserForm
    exclude = ("password", "groups", "user_permissions")
    list_display = ("email", "name", "is_active", "is_staff", "last_login", "public_id")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "name", "public_id")
    finds = Finds(("name", "email"))
    ordering = ("email",)
    inlines = (MembershipInline,)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        shown = (
            "email",
            "name",
            "is_active",
            "is_staff",
            "is_superuser",
            "date_joined",
            "last_login",
            "public_id",
        )
        return shown if obj else self.add_fields

    def make(self, actor: str, cleaned: dict[str, Any]) -> User:
        return actions.create_user(
            actor=actor,
            email=cleaned["email"],
            name=cleaned["name"],
            password=cleaned["first_password"],
            is_staff=cleaned["is_staff"],
        )


@admin.register(Membership, site=site)
class MembershipAdmin(ReadOnlyAdmin):
    """Roles. Granting and ending one needs a second person: the pages are administration's."""

    tenant = ("organisation",)
    row_pages = ("role_end",)
    list_display = ("user", "organisation", "role", "valid_from", "valid_to")
    list_filter = ("role", ("organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "user__name", "organisation__name")
    ordering = ("user__email", "pk")


@admin.register(ApiClient, site=site)
class ApiClientAdmin(ReadOnlyAdmin):
    tenant = ("organisation",)
    list_display = ("organisation", "public_id", "scopes")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "=public_id")
    ordering = ("organisation__name", "pk")
    exclude = ("application",)


@admin.register(Programme, site=site)
class ProgrammeAdmin(ReadOnlyAdmin):
    tenant = ("platform",)
    row_pages = ("programme_rates",)
    list_display = (
        "name",
        "platform",
        "default",
        "currency",
        "money_rules",
        "valid_from",
        "valid_to",
        "public_id",
    )
    list_filter = (("platform", admin.RelatedOnlyFieldListFilter), "default")
    list_select_related = ("platform",)
    search_fields = ("name", "platform__name", "=public_id")
    ordering = ("platform__name", "name")
