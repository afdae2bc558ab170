"""The portal's pages."""

from django.urls import path

from rightsdesk.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("requests/<str:public_id>/", views.request_page, name="request"),
    path("consent/", views.consent, name="consent"),
    path("statements/", views.statements, name="statements"),
    path("statements/<str:public_id>/<str:kind>/", views.download, name="download"),
]
