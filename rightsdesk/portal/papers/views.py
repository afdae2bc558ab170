"""Papers for machines: a grantor's terms as an ODRL agreement and a TDM declaration, and what this site says of mining."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from rightsdesk.domain import tdmrep
from rightsdesk.exchange.outgoing import agreements
from rightsdesk.portal.doors import Visitor, for_parties

INDENTED = {"indent": 2, "ensure_ascii": False}


@require_safe
@for_parties
def odrl(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """One version of the visitor's terms as an ODRL 2.2 agreement."""
    document = agreements.odrl_of(visitor.user, public_id)
    answer = JsonResponse(document, json_dumps_params=INDENTED, content_type="application/ld+json")
    return _saved(answer, f"{public_id}.odrl.json")


@require_safe
@for_parties
def tdm(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """What the grantor of these terms may declare on sites of their own about training."""
    document = agreements.tdm_of(visitor.user, public_id)
    return _saved(JsonResponse(document, json_dumps_params=INDENTED), f"{public_id}.tdm.json")


@require_safe
def tdm_rules(request: HttpRequest) -> JsonResponse:
    """`/.well-known/tdmrep.json`: for everybody, and the same for everybody."""
    rules = tdmrep.site_rules(request.build_absolute_uri("/"))
    return JsonResponse(rules, safe=False, json_dumps_params=INDENTED)


@require_safe
def tdm_policy(request: HttpRequest) -> JsonResponse:
    """The policy those rules name: whom to ask."""
    policy = tdmrep.site_policy(request.build_absolute_uri("/"))
    return JsonResponse(policy, json_dumps_params=INDENTED, content_type="application/ld+json")


def _saved(answer: JsonResponse, name: str) -> JsonResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
