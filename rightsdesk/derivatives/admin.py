"""Derivatives in the console: their whole life, to read. What happens to them is decided elsewhere."""

from django.contrib import admin

from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, Waits, site, span
from rightsdesk.derivatives.models import Derivative, Hold, Rendering, Source, Transition, WithdrawalEffect

OWNERS = (
    "sources__recording__shares__party__organisation",
    "sources__recording__artist__party__organisation",
)
WHOSE = tuple(f"derivative__{path}" for path in OWNERS)


class SourceInline(ReadOnlyInline):
    model = Source
    fk_name = "derivative"


class TransitionInline(ReadOnlyInline):
    model = Transition


class HoldInline(ReadOnlyInline):
    model = Hold


@admin.register(Derivative, site=site)
class DerivativeAdmin(ReadOnlyAdmin):
    tenant = OWNERS
    list_display = (
        "title",
        "state",
        "kind",
        "programme",
        "territory",
        "requested_at",
        "published_at",
        "public_id",
    )
    list_filter = ("state", "kind", "renderer", ("programme", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("programme",)
    search_fields = ("title", "public_id")
    finds = Finds(words=("title",), codes={"isrc": "sources__recording__isrc"})
    ordering = ("-pk",)
    inlines = (SourceInline, TransitionInline, HoldInline)
    waits = (Waits({"state": "held"}, "derivative is held", "derivatives are held"),)


@admin.register(Rendering, site=site)
class RenderingAdmin(ReadOnlyAdmin):
    tenant = WHOSE
    list_display = ("derivative", "engine", "engine_version", "seed", "made_at")
    list_select_related = ("derivative",)
    search_fields = ("engine",)
    finds = Finds(ids=("derivative__public_id",))
    ordering = ("-pk",)


@admin.register(Transition, site=site)
class TransitionAdmin(ReadOnlyAdmin):
    tenant = WHOSE
    list_display = ("at", "derivative", "before", "after", "actor", "reason")
    list_filter = ("after",)
    list_select_related = ("derivative",)
    search_fields = ("actor",)
    finds = Finds(ids=("derivative__public_id",))
    ordering = ("-pk",)


@admin.register(Hold, site=site)
class HoldAdmin(ReadOnlyAdmin):
    tenant = WHOSE
    list_display = ("derivative", "on", "kind", "reason", span("during"), "subject")
    list_filter = ("on", "kind")
    list_select_related = ("derivative",)
    search_fields = ("public_id",)
    finds = Finds(ids=("derivative__public_id",))
    ordering = ("-pk",)


@admin.register(WithdrawalEffect, site=site)
class WithdrawalEffectAdmin(ReadOnlyAdmin):
    """What comes down because terms were withdrawn, and when."""

    tenant = ("withdrawal__terms__grantor__organisation",)
    list_display = ("derivative", "withdrawal", "due", "outcome", "done_at")
    list_filter = ("outcome",)
    list_select_related = ("derivative", "withdrawal__terms__grantor")
    search_fields = ("outcome",)
    finds = Finds(ids=("derivative__public_id", "withdrawal__public_id"))
    ordering = ("-pk",)
