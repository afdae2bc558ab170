"""The routes under /api/v1/."""

from django.urls import path, re_path

from rightsdesk.api.views.about import Nothing, Schema
from rightsdesk.api.views.catalogue import OneRecording, Recordings
from rightsdesk.api.views.derivatives import Deliveries, Derivatives, OneDerivative
from rightsdesk.api.views.engines import EngineCallbacks
from rightsdesk.api.views.moderation import Appeals, DecisionsOfOne
from rightsdesk.api.views.tokens import Tokens
from rightsdesk.api.views.usage import OneUsageReport, UsageReports
from rightsdesk.api.views.verify import Verify

app_name = "api"
urlpatterns = [
    path("schema", Schema.as_view(), name="schema"),
    path("oauth/token", Tokens.as_view(), name="token"),
    path("catalogue/recordings", Recordings.as_view(), name="recordings"),
    path("catalogue/recordings/<str:isrc>", OneRecording.as_view(), name="recording"),
    path("derivatives", Derivatives.as_view(), name="derivatives"),
    path("derivatives/<str:public_id>", OneDerivative.as_view(), name="derivative"),
    path("derivatives/<str:public_id>/delivery", Deliveries.as_view(), name="delivery"),
    path("derivatives/<str:public_id>/appeals", Appeals.as_view(), name="appeals"),
    path("derivatives/<str:public_id>/decisions", DecisionsOfOne.as_view(), name="decisions"),
    path("engine/callbacks", EngineCallbacks.as_view(), name="engine_callbacks"),
    path("usage-reports", UsageReports.as_view(), name="usage_reports"),
    path("usage-reports/<str:public_id>", OneUsageReport.as_view(), name="usage_report"),
    path("verify", Verify.as_view(), name="verify"),
    re_path(r"^(?P<path>.*)$", Nothing.as_view(), name="nothing"),
]
