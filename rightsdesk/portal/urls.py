"""The portal's pages."""

from django.urls import path

from rightsdesk.portal import claims, views
from rightsdesk.portal.terms import deeds, editing, pages

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("requests/<str:public_id>/", views.request_page, name="request"),
    path("consent/", views.consent, name="consent"),
    path("consent/what-if/", pages.what_if, name="what_if"),
    path("consent/<str:party_id>/narrow/", pages.narrow, name="narrow"),
    path("consent/<str:party_id>/edit/", editing.edit, name="edit"),
    path("consent/<str:party_id>/edit/<str:key>/", editing.edit, name="edit_reach"),
    path("consent/<str:public_id>/", pages.terms, name="terms"),
    path("consent/<str:public_id>/withdraw/", deeds.withdraw, name="withdraw"),
    path("consent/<str:public_id>/second/", deeds.second, name="second"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<str:public_id>/", claims.claim, name="claim"),
    path("statements/", views.statements, name="statements"),
    path("statements/<str:public_id>/<str:kind>/", views.download, name="download"),
]
