"""The pages about people, beside the portal's own."""

from django.urls import path

from rightsdesk.portal.people import delegates, joining, roster, taking_part

app_name = "people"
urlpatterns = [
    path("join/<str:token>/", joining.join, name="join"),
    path("joined/", joining.waiting, name="waiting"),
    path("delegates/", delegates.delegates, name="delegates"),
    path("delegates/end/", delegates.end, name="end"),
    path("invitations/<str:public_id>/revoke/", delegates.take_back, name="revoke"),
    path("roster/", roster.roster, name="roster"),
    path("roster/<str:public_id>/", roster.on_roster, name="on_roster"),
    path("programmes/", taking_part.programmes, name="programmes"),
    path("programmes/<str:programme_id>/<str:party_id>/", taking_part.programme, name="programme"),
]
