"""Reads a request's body, but never more than was expected."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def json_object(request: Request, limit: int) -> dict[str, Any]:
    """Returns the JSON object in the body; refuses with 413 above `limit` bytes and with 400 anything else."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413, f"The body may have {limit} bytes at most.")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "The body is not JSON.") from error
    if not isinstance(value, dict):
        raise HTTPException(400, "The body must be a JSON object.")
    return value
