"""Every refusal as RFC 9457 `application/problem+json`: {type, title, status, code, detail, facts}."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error as page_of_error
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings

from rightsdesk.domain import errors

MEDIA_TYPE = "application/problem+json"
STATUSES: dict[type[errors.Refusal], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Invalid: HTTPStatus.BAD_REQUEST,
}
CODES = {
    HTTPStatus.BAD_REQUEST: "invalid",
    HTTPStatus.UNAUTHORIZED: "not_authenticated",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.NOT_ACCEPTABLE: "not_acceptable",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
}


def problem(
    status: int,
    code: str,
    detail: str,
    facts: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The answer itself. `type` is a tag URI of the code, so that no page has to exist for it."""
    return Response(
        body(status, code, detail, facts), status=status, headers=headers, content_type=MEDIA_TYPE
    )


def body(status: int, code: str, detail: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """The members of a problem, in their order."""
    return {
        "type": f"urn:rightsdesk:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        "facts": facts or {},
    }


def refuse(refusal: errors.Refusal) -> Response:
    """A refusal of the house in HTTP."""
    return problem(status_of(refusal), refusal.code, refusal.message, refusal.facts)


def status_of(refusal: errors.Refusal) -> HTTPStatus:
    """The most specific class decides; a plain Refusal is the asker's fault."""
    known = (STATUSES[kind] for kind in type(refusal).__mro__ if kind in STATUSES)
    return next(known, HTTPStatus.BAD_REQUEST)


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None leaves bugs to Django: they are logged and answered with 500."""
    return _answer(error)


def _answer(error: Exception) -> Response | None:
    if isinstance(error, errors.Refusal):
        return refuse(error)
    if isinstance(error, exceptions.ValidationError):
        fields = _fields(error.detail)
        return problem(
            400, "invalid", "The request is not in the form this route expects.", {"fields": fields}
        )
    if isinstance(error, exceptions.APIException):
        status = HTTPStatus(error.status_code)
        return problem(status, CODES.get(status, "refused"), str(error.detail), headers=_headers(error))
    if isinstance(error, Http404):
        return problem(404, "not_found", "There is nothing here.")
    if isinstance(error, PermissionDenied):
        return problem(403, "forbidden", "You may not do this.")
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", "The request is larger than this route accepts.")
    if isinstance(error, SuspiciousOperation):
        return problem(400, "invalid", "The request cannot be read.")
    return None


def _headers(error: exceptions.APIException) -> dict[str, str]:
    challenge = getattr(error, "auth_header", None)
    return {"WWW-Authenticate": challenge} if challenge else {}


def _fields(detail: Any, path: str = "") -> list[dict[str, str]]:
    """A serializer's errors as a flat list: where, and what is wrong there."""
    if isinstance(detail, dict):
        return [row for name, inner in detail.items() for row in _fields(inner, _below(path, str(name)))]
    if isinstance(detail, list):
        return [row for inner in detail for row in _fields(inner, path)]
    return [{"field": path, "message": str(detail)}]


def _below(path: str, name: str) -> str:
    """Errors of a whole object stand at the object's own name."""
    return path if name == api_settings.NON_FIELD_ERRORS_KEY else f"{path}.{name}".lstrip(".")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: platforms get a problem, people a page. What went wrong is in the log, not here."""
    if not request.path.startswith("/api/"):
        return page_of_error(request)
    words = "Something broke on our side. Nothing was half done; sending the same request again is safe."
    return JsonResponse(body(500, "server_error", words), status=500, content_type=MEDIA_TYPE)
