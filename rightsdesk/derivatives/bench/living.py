"""Live derivatives for the bench: one a recording in turn, each with the verdict it was allowed by."""

import json
from datetime import date

from rightsdesk.accounts.models import ApiClient, Organisation, OrganisationKind, Programme
from rightsdesk.derivatives.bench.catalogue import SINCE, analyze, run
from rightsdesk.domain.consent import Request, Use

TODAY = date(2026, 11, 1)
WRITTEN = "consent_verdict, derivatives_derivative, derivatives_source"
ASKED = (
    Request(frozenset({Use.REMIX, Use.TEMPO}), "DE", TODAY, tempo_ratio=0.9),
    Request(frozenset({Use.REMIX, Use.KEY}), "FR", TODAY, semitones=2.0),
    Request(frozenset({Use.REMIX, Use.STYLE, Use.TEMPO}), "GB", TODAY, 1.1, styles=frozenset({"lofi"})),
    Request(frozenset({Use.REMIX, Use.STEMS}), "US", TODAY),
)
VERDICTS = """
INSERT INTO consent_verdict (public_id, at, request, request_hash, outcome, reasons, obligations, to_ask, changes,
  inputs, inputs_hash, terms_versions, law_version)
SELECT 'ver_bench' || n, now(), (ARRAY[%(requests)s])[1 + n %% %(kinds)s]::jsonb
    || jsonb_build_object('live_derivatives', n / 7 %% 50, 'on', date '2026-10-01' + n / 11 %% 30), '', 'allow', '[]', '[]', '[]', '[]',
  '{}', '', '[]', '2026.2' FROM generate_series(0, %(count)s - 1) n
"""
DERIVATIVES = """
INSERT INTO derivatives_derivative (public_id, programme_id, client_id, kind, title, listener, plan, territory, prompt,
  prompt_reading, recipe, recipe_hash, renderer, seed, verdict_id, state, problem, idempotency_key, request_hash, requested_at,
  published_at)
SELECT 'drv_bench' || n, %(programme)s, %(client)s, 'remix', 'Remix ' || n, 'u' || n %% 9973, 'plus', 'DE', '', '{}', '{}', '',
  'desk', 1, v.id, 'published', '{}', 'bench' || n, '', now(), now()
FROM generate_series(0, %(count)s - 1) n JOIN consent_verdict v ON v.public_id = 'ver_bench' || n
"""
SOURCES = """
INSERT INTO derivatives_source (derivative_id, recording_id, weight_ppm)
SELECT d.id, r.id, 1000000 FROM derivatives_derivative d JOIN artists_recording r
  ON r.public_id = 'rec_bench' || (substr(d.public_id, 10)::int %% %(recordings)s)
WHERE d.public_id LIKE 'drv_bench%%'
"""


def bring_to_life(derivatives: int, recordings: int) -> None:
    """Write them in the caller's transaction."""
    platform = Organisation.objects.create(name="Bench platform", kind=OrganisationKind.PLATFORM.value)
    programme = Programme.objects.create(platform=platform, name="Bench", valid_from=SINCE)
    requests = ", ".join("'" + json.dumps(each.to_json()) + "'" for each in ASKED)
    run(VERDICTS, requests=requests, kinds=len(ASKED), count=derivatives)
    analyze(WRITTEN)
    run(DERIVATIVES, programme=programme.pk, client=_client(platform), count=derivatives)
    analyze(WRITTEN)
    run(SOURCES, recordings=recordings)
    analyze(WRITTEN)


def _client(platform: Organisation) -> int:
    application = ApiClient._meta.get_field("application").related_model._default_manager.create(
        name="bench", client_type="confidential", authorization_grant_type="client-credentials"
    )
    return ApiClient.objects.create(organisation=platform, application=application).pk
