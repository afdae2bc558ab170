"""Cases and decisions in the console: to read. Deciding belongs to the workbench."""

from django.contrib import admin

from rightsdesk.console import ReadOnlyAdmin, ReadOnlyInline, Waits, site
from rightsdesk.moderation.models import Appeal, Case, CaseReason, Decision, Effect, Lease, Policy


@admin.register(Policy, site=site)
class PolicyAdmin(ReadOnlyAdmin):
    list_display = ("title", "code", "version", "weight", "due_hours")
    list_filter = ("code",)
    search_fields = ("code", "title")
    ordering = ("code", "-version")


class ReasonInline(ReadOnlyInline):
    model = CaseReason


class LeaseInline(ReadOnlyInline):
    model = Lease


class DecisionInline(ReadOnlyInline):
    model = Decision
    fields = ("action", "moderator", "policy", "reason", "at", "public_id")
    readonly_fields = ("public_id",)


@admin.register(Case, site=site)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "policy_family", "state", "derivative", "priority", "opened_at", "due")
    list_filter = ("state", "policy_family")
    list_select_related = ("derivative",)
    search_fields = ("=public_id", "=derivative__public_id", "derivative__title")
    ordering = ("-pk",)
    inlines = (ReasonInline, LeaseInline, DecisionInline)
    waits = (Waits({"state": "open"}, "case is open", "cases are open"),)


class EffectInline(ReadOnlyInline):
    model = Effect


@admin.register(Decision, site=site)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "action", "case", "policy", "moderator", "at")
    list_filter = ("action", "policy")
    list_select_related = ("case__derivative", "policy", "moderator")
    search_fields = ("=public_id", "=case__public_id", "=moderator__email")
    ordering = ("-pk",)
    inlines = (EffectInline,)


@admin.register(Effect, site=site)
class EffectAdmin(ReadOnlyAdmin):
    list_display = ("decision", "kind", "state", "outcome", "acknowledged_at")
    list_filter = ("state", "kind")
    list_select_related = ("decision",)
    search_fields = ("=decision__public_id",)
    ordering = ("-pk",)


@admin.register(Appeal, site=site)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "side", "state", "decision", "at", "heard_by", "heard_at")
    list_filter = ("state", "side")
    list_select_related = ("decision", "heard_by")
    search_fields = ("=public_id", "=decision__public_id")
    ordering = ("-pk",)
