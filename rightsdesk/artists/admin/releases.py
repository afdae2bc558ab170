"""Releases and their tracks."""

from django.contrib import admin

from rightsdesk.artists.models import Release, Track
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, site


class TrackInline(ReadOnlyInline):
    model = Track


@admin.register(Release, site=site)
class ReleaseAdmin(ReadOnlyAdmin):
    tenant = ("label__organisation",)
    list_display = ("title", "gtin", "grid", "label", "released", "public_id")
    list_select_related = ("label",)
    search_fields = ("title", "gtin", "grid", "public_id")
    finds = Finds(("title",), {"gtin": "gtin", "grid": "grid"})
    sortable_by = ("title",)
    ordering = ("title", "pk")
    inlines = (TrackInline,)
