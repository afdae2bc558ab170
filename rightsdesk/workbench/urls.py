"""Where the workbench's pages are."""

from django.urls import path

from rightsdesk.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("cases/<str:public_id>/", views.case, name="case"),
    path("cases/<str:public_id>/take/", views.take, name="take"),
    path("cases/<str:public_id>/give-back/", views.give_back, name="give_back"),
    path("cases/<str:public_id>/decide/", views.decide, name="decide"),
    path("cases/<str:public_id>/appeals/<str:appeal_id>/hear/", views.hear, name="hear"),
]
