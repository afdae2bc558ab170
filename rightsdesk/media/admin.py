"""Assets in the console: what is stored, never the bytes themselves."""

from django.contrib import admin

from rightsdesk.console import ReadOnlyAdmin, site
from rightsdesk.media.models import Asset


@admin.register(Asset, site=site)
class AssetAdmin(ReadOnlyAdmin):
    list_display = (
        "public_id",
        "kind",
        "media_type",
        "size",
        "seconds",
        "channels",
        "sample_rate",
        "created_at",
    )
    list_filter = ("kind", "media_type")
    search_fields = ("=sha256", "=public_id")
    search_help_text = "A whole SHA-256 or public id."
    ordering = ("-pk",)
    exclude = ("peaks",)
