"""Derivatives in the console: their whole life, to read. What happens to them is decided elsewhere."""

from django.contrib import admin

from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, Waits, site, span
from rightsdesk.derivatives.models import (
    DeliveredFile,
    Derivative,
    EngineJob,
    EngineMessage,
    Hold,
    Rendering,
    Source,
    Transition,
    Upload,
    WithdrawalEffect,
)

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


class UploadInline(ReadOnlyInline):
    model = Upload


class DeliveredFileInline(ReadOnlyInline):
    model = DeliveredFile


class EngineMessageInline(ReadOnlyInline):
    model = EngineMessage


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
    inlines = (SourceInline, UploadInline, TransitionInline, HoldInline)
    waits = (Waits({"state": "held"}, "derivative is held", "derivatives are held"),)


@admin.register(Rendering, site=site)
class RenderingAdmin(ReadOnlyAdmin):
    tenant = WHOSE
    list_display = ("derivative", "engine", "engine_version", "seed", "made_at")
    list_select_related = ("derivative",)
    search_fields = ("engine", "=watermark")
    finds = Finds(ids=("derivative__public_id",))
    ordering = ("-pk",)
    inlines = (DeliveredFileInline,)


@admin.register(DeliveredFile, site=site)
class DeliveredFileAdmin(ReadOnlyAdmin):
    """What listeners get: each sealed file with its hash and its credential's."""

    tenant = tuple(f"rendering__{path}" for path in WHOSE)
    list_display = ("rendering", "format", "asset", "lufs", "true_peak_dbtp", "credential_sha256")
    list_filter = ("format",)
    list_select_related = ("rendering__derivative", "asset")
    search_fields = ("=asset__sha256", "=credential_sha256")
    finds = Finds(ids=("rendering__derivative__public_id",))
    ordering = ("-pk",)


@admin.register(EngineJob, site=site)
class EngineJobAdmin(ReadOnlyAdmin):
    """Work at a remote engine."""

    tenant = WHOSE
    list_display = ("public_id", "derivative", "engine", "state", "made_at", "due", "settled_at")
    list_filter = ("state",)
    list_select_related = ("derivative",)
    search_fields = ("=public_id",)
    finds = Finds(ids=("public_id", "derivative__public_id"))
    ordering = ("-pk",)
    inlines = (EngineMessageInline,)


@admin.register(EngineMessage, site=site)
class EngineMessageAdmin(ReadOnlyAdmin):
    """What remote engines said, each message once."""

    tenant = tuple(f"job__{path}" for path in WHOSE)
    list_display = ("at", "job", "said", "jti")
    list_select_related = ("job",)
    search_fields = ("=jti",)
    finds = Finds(ids=("job__public_id",))
    ordering = ("-pk",)


@admin.register(Upload, site=site)
class UploadAdmin(ReadOnlyAdmin):
    """What platforms delivered themselves, as it was before it was sealed."""

    tenant = WHOSE
    list_display = ("derivative", "engine", "engine_version", "received_at", "asset")
    list_select_related = ("derivative", "asset")
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
