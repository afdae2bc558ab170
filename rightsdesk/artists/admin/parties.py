"""Parties, how they stand to each other, and the artists they perform as."""

from django.contrib import admin

from rightsdesk.artists.models import Artist, ArtistMember, Party, PartyIdentifier, PartyRelation
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, site, span

CODES = ("isni", "ipi_name", "ipi_base", "dpid", "lei")


class IdentifierInline(ReadOnlyInline):
    model = PartyIdentifier


class RelationInline(ReadOnlyInline):
    model = PartyRelation
    fk_name = "party"
    fields = ("kind", "of", "speaks", span("valid"))
    readonly_fields = (fields[-1],)


@admin.register(Party, site=site)
class PartyAdmin(ReadOnlyAdmin):
    tenant = ("organisation",)
    list_display = ("name", "kind", "organisation", "tax_residence", "public_id")
    list_filter = ("kind",)
    list_select_related = ("organisation",)
    search_fields = ("name", "identifiers__value", "public_id")
    finds = Finds(("name",), dict.fromkeys(CODES, "identifiers"))
    sortable_by = ("name",)
    ordering = ("name", "pk")
    inlines = (IdentifierInline, RelationInline)


@admin.register(PartyRelation, site=site)
class PartyRelationAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation", "of__organisation")
    list_display = ("party", "kind", "of", "speaks", span("valid"), "public_id")
    list_filter = ("kind", "speaks")
    list_select_related = ("party", "of")
    search_fields = ("party__name", "of__name", "=public_id")
    ordering = ("-pk",)


class MemberInline(ReadOnlyInline):
    model = ArtistMember
    fields = ("party", span("valid"))
    readonly_fields = (fields[-1],)


@admin.register(Artist, site=site)
class ArtistAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation", "recordings__shares__party__organisation")
    list_display = ("name", "party", "public_id")
    list_select_related = ("party",)
    search_fields = ("name", "public_id")
    finds = Finds(("name",))
    sortable_by = ("name",)
    ordering = ("name", "pk")
    inlines = (MemberInline,)
