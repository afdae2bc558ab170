"""What a server takes on: orders within its limits, for operations it knows, from addresses it may fetch from, and under a
consent that covers all of it. Refused here, nothing is written down."""

from __future__ import annotations

import re
import time

from rightsdesk.domain.errors import Invalid, TooLarge
from rightsdesk.generation.contract import Description
from rightsdesk.generation.remote.consent import read_consent, require
from rightsdesk.generation.remote.fields import invalid
from rightsdesk.generation.remote.guard import check_url
from rightsdesk.generation.remote.shapes import Input, Order
from rightsdesk.generation.server.config import ServerConfig

JOB_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def require_order(order: Order, job_id: str, desk: str, config: ServerConfig, engine: Description) -> None:
    """Raises Forbidden for what consent does not cover, Invalid and TooLarge for what the server does not take."""
    if not JOB_ID.fullmatch(job_id):
        raise invalid("A job's name is 8 to 64 letters, digits, '-' or '_'.")
    keys = [key for key in config.desks if key.id == desk]
    consent = read_consent(order.consent or "", keys=keys, audience=config.key().id, now=time.time())
    require(consent, job_id=job_id, recipe=order.recipe, territory=config.territory)
    _require_known(order, engine)
    require_source(order.source, config)
    if order.callback is not None:
        check_url(order.callback, config.allow_private)


def require_source(source: Input, config: ServerConfig) -> None:
    origins = source.origins()
    if sum(origin.file.bytes for origin in origins) > config.most_source_bytes:
        facts = {"most": config.most_source_bytes}
        raise TooLarge("source_too_large", "The sources are larger than this engine takes.", facts)
    for origin in origins:
        check_url(origin.url, config.allow_private)


def _require_known(order: Order, engine: Description) -> None:
    unknown = sorted({operation.kind for operation in order.recipe.operations} - set(engine.operations))
    if unknown:
        message = "The engine does not know every operation of this recipe."
        raise Invalid("operation_unsupported", message, {"operations": unknown})
    if not set(order.files) <= set(engine.formats) | set(engine.stems):
        raise Invalid("format_unsupported", "The engine does not make every file that was ordered.")
