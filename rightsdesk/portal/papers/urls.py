"""Where the papers are; beside the portal's pages, behind the same door."""

from django.urls import path

from rightsdesk.portal.papers import views

app_name = "papers"
urlpatterns = [
    path("consent/<str:public_id>/odrl.json", views.odrl, name="odrl"),
    path("consent/<str:public_id>/tdm.json", views.tdm, name="tdm"),
]
