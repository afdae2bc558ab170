"""Where the workbench's pages are."""

from django.urls import path

from rightsdesk.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.queue, name="queue"),
]
