"""The doors and where they are."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from rightsdesk.api.health import healthz, readyz
from rightsdesk.api.media_view import media
from rightsdesk.console import site
from rightsdesk.home import home
from rightsdesk.portal.papers.views import tdm_policy, tdm_rules
from rightsdesk.workbench.badge import badge
from rightsdesk.workbench.verify import verify_page

urlpatterns = [
    path("", home, name="home"),
    path("login/", LoginView.as_view(template_name="accounts/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("workbench/", include("rightsdesk.workbench.urls")),
    path("portal/", include("rightsdesk.portal.urls")),
    path("portal/", include("rightsdesk.portal.papers.urls")),
    path("portal/", include("rightsdesk.portal.people.urls")),
    path("api/v1/", include("rightsdesk.api.urls")),
    path("admin/", site.urls),
    path("badge/<str:public_id>/", badge, name="badge"),
    path("verify/", verify_page, name="verify"),
    path("media/<str:token>", media, name="media"),
    path(".well-known/tdmrep.json", tdm_rules, name="tdm_rules"),
    path(".well-known/tdm-policy.json", tdm_policy, name="tdm_policy"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
handler500 = "rightsdesk.api.problems.server_error"
