"""Usage reports: a file goes in, counts come out."""

from pathlib import Path

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from rightsdesk.accounts.queries import programme_of
from rightsdesk.api.answers.usage import UsageReportAnswer
from rightsdesk.api.bodies import UsageQuery, UsageUpload
from rightsdesk.api.fields import read, read_query
from rightsdesk.api.parsers import CsvBody, Upload
from rightsdesk.api.queries import usage_report
from rightsdesk.api.routes import PlatformRoute
from rightsdesk.api.schema import USAGE_REPORT_ID, described
from rightsdesk.payouts.actions import import_usage


class UsageReports(PlatformRoute):
    """Reports of what was listened to."""

    scopes = {"POST": "usage:write"}
    parser_classes = (Upload, CsvBody)

    @described(
        "report_usage",
        {201: UsageReportAnswer, 200: UsageReportAnswer},
        400,
        404,
        409,
        413,
        415,
        parameters=[UsageQuery],
        request={"text/csv": OpenApiTypes.STR, "multipart/form-data": UsageUpload},
    )
    def post(self, request: Request) -> Response:
        """Report a month's listens. The same file twice is one report: 200 with the first one's counts."""
        asked = read_query(UsageQuery, request.query_params)
        upload = read(UsageUpload, request.data)["file"]
        named = programme_of(self.client, asked["programme"]) if asked["programme"] else None
        now = timezone.now()
        report = import_usage(
            actor=self.client.actor,
            source=Path(upload.temporary_file_path()),
            period=asked["period"],
            platform=self.client.organisation,
            programme=named,
            file_name=upload.name,
            now=now,
        )
        status = 201 if report.imported_at == now else 200
        return Response(UsageReportAnswer(report).data, status=status)


class OneUsageReport(PlatformRoute):
    """One report."""

    scopes = {"GET": "usage:write"}

    @described("get_usage_report", {200: UsageReportAnswer}, 404, parameters=[USAGE_REPORT_ID])
    def get(self, request: Request, public_id: str) -> Response:
        """What became of a report."""
        return Response(UsageReportAnswer(usage_report(self.client, public_id)).data)
