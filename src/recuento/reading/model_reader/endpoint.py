"""One call to a language model behind an OpenAI-compatible address: temperature 0, a fixed seed, a strict JSON schema."""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from recuento.errors import InputError

KEY = "RECUENTO_MODEL_KEY"
"""The environment variable with the key of an address that asks for one. It is sent to that address and written down nowhere."""
SEED, MOST_TOKENS = 20313504, 200
TRIES, FIRST_PAUSE, TIMEOUT = 4, 0.5, 120.0
LARGEST_REPLY = 200_000


class NoAnswer(Exception):  # noqa: N818 - the texts are then read by the rules alone
    """The model does not answer, whatever is tried."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked, and which."""

    url: str
    name: str
    sleep: Callable[[float], object] = field(default=time.sleep, compare=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(f"{self.url!r} is no address", where="--model", mend="as http://127.0.0.1:8080/v1")
        if not self.is_here and parts.scheme != "https":
            raise InputError("another machine is asked over https only", where="--model", mend="write https://")

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine, so that no text leaves it."""
        host = urlsplit(self.url).hostname or ""
        try:
            return host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False

    def parameters(self) -> dict[str, Any]:
        """What is asked for beside the prompt: the same each time."""
        return {"model": self.name, "temperature": 0, "seed": SEED, "max_tokens": MOST_TOKENS}

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
        """The text of the reply. Raises NoAnswer."""
        shape = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        body = json.dumps({**self.parameters(), "messages": messages, "response_format": shape}).encode()
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        request = Request(f"{self.url.rstrip('/')}/chat/completions", data=body, headers=headers)  # noqa: S310 - checked above
        pause = FIRST_PAUSE
        for attempt in range(1, TRIES + 1):
            try:
                with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                    told = json.loads(answer.read(LARGEST_REPLY))
                return str(told["choices"][0]["message"]["content"])
            except HTTPError as error:
                error.close()
                if error.code not in {408, 409, 425, 429} and error.code < 500:
                    raise NoAnswer(f"the model's server answered {error.code} {error.reason}") from error
                why = f"the model's server answered {error.code} {error.reason}"
            except (URLError, OSError, http.client.HTTPException) as error:
                why = f"the model's server does not answer ({getattr(error, 'reason', None) or error})"
            except (ValueError, KeyError, IndexError, TypeError) as error:
                why = f"the model's server answers in another form ({type(error).__name__})"
            if attempt < TRIES:
                self.sleep(pause)
                pause *= 2
        raise NoAnswer(why)
