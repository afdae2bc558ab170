"""Invitations, identity checks and members in the console: to read. The deeds are pages of the administration."""

from django.contrib import admin

from rightsdesk.console import ReadOnlyAdmin, site
from rightsdesk.programmes.models import IdentityCheck, Invitation, ProgrammeMember


@admin.register(Invitation, site=site)
class InvitationAdmin(ReadOnlyAdmin):
    tenant = ("organisation",)
    list_display = (
        "email",
        "kind",
        "organisation",
        "inviter",
        "made_at",
        "expires",
        "accepted_at",
        "revoked_at",
    )
    list_filter = ("kind", ("organisation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("organisation", "inviter")
    search_fields = ("email", "party__name", "=public_id")
    ordering = ("-pk",)


@admin.register(IdentityCheck, site=site)
class IdentityCheckAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation",)
    list_display = ("party", "method", "reference", "outcome", "checked_by", "at")
    list_filter = ("outcome", "method")
    list_select_related = ("party", "checked_by")
    search_fields = ("party__name", "reference")
    ordering = ("-pk",)


@admin.register(ProgrammeMember, site=site)
class ProgrammeMemberAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation", "programme__platform")
    list_display = ("party", "programme", "joined_at", "left_at")
    list_filter = (("programme", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("party", "programme")
    search_fields = ("party__name", "programme__name")
    ordering = ("-pk",)
