"""A model server of the user's own, or a language model behind an OpenAI-compatible address."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from mentionwatch.errors import LayoutChanged
from mentionwatch.http import Http
from mentionwatch.model import Passage, Sentiment
from mentionwatch.plugins import RemoteClassifier
from mentionwatch.sentiment import _chat
from mentionwatch.sentiment._answers import believed, record

_CHAT = "/chat/completions"


class ModelServer(RemoteClassifier):
    """Asks a server. With ``model`` it is spoken to as OpenAI's chat completions are (OpenAI, vLLM, llama.cpp,
    Ollama, LM Studio and many others); without, it gets ``{"passages": [{"id", "target", "language", "spans",
    "text"}]}`` and answers ``{"answers": [{"id", "label", "score", "confidence", "words"}]}``, of which only
    ``label`` is required. What is answered is kept, so that no passage is paid for twice; what gets no answer, or
    one of another form, is left to ``embedded``.
    """

    needs: ClassVar[str] = (
        "a server; texts of mentions are sent to it, which a provider abroad may not be told"
    )
    limits: ClassVar[str] = (
        "A budget counts requests, each of ``together`` passages. A text can sway the answer about itself."
    )
    example: ClassVar[str] = (
        '[sentiment]\ntype = "http"\nurl = "http://localhost:11434/v1"\nmodel = "qwen3:8b"\n'
        'key = "${LLM_KEY}"\nbudget = "500/day"'
    )

    url: str = Field(pattern=r"^https?://", description="address; with a model: up to /v1 or whole")
    model: str | None = Field(default=None, min_length=1, max_length=200, description="of chat completions")
    key: str | None = Field(default=None, repr=False, description="sent as Authorization: Bearer")
    instructions: str = Field(
        default="", max_length=2000, description="what a model should know of your brands"
    )
    form: _chat.Form = Field(
        default="object", description="how the model is held to JSON: schema (surest), object, none"
    )

    @property
    def version(self) -> str:
        """The server, the model, and a mark of what it is told."""
        told = "\n".join((_chat.INSTRUCTIONS, self.instructions, self.form))
        return f"{self.url} {self.model} {hashlib.sha256(told.encode()).hexdigest()[:8]}"

    def ask(self, http: Http, passages: Sequence[Passage]) -> Sequence[Sentiment | None]:
        """The server's answers. Raises SourceError where it does not answer."""
        if self.model is None:
            return self._plain(http, passages)
        alone = [_chat.speaks_to_models(passage) for passage in passages]
        together = [passage for passage, apart in zip(passages, alone, strict=True) if not apart]
        answers = iter(self._talk(http, together) if together else [])
        return [
            self._talk(http, [passage])[0] if apart else next(answers)
            for passage, apart in zip(passages, alone, strict=True)
        ]

    def _talk(self, http: Http, passages: Sequence[Passage]) -> list[Sentiment | None]:
        assert self.model
        url = self.url.rstrip("/")
        body = _chat.question(self.model, passages, more=self.instructions, form=self.form)
        reply = self._reply(http, url if url.endswith(_CHAT) else url + _CHAT, body)
        try:
            content = reply["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            raise LayoutChanged("asking-layout", host=self._host) from None
        return believed(_chat.answers(str(content)), passages, f"http/{self.model}")

    def _plain(self, http: Http, passages: Sequence[Passage]) -> list[Sentiment | None]:
        told = [record(passage, number) for number, passage in enumerate(passages)]
        reply = self._reply(http, self.url, {"passages": told})
        answers = reply.get("answers") if isinstance(reply, dict) else reply
        return believed(answers, passages, f"http/{self._host}")

    def _reply(self, http: Http, url: str, body: dict[str, Any]) -> Any:
        headers = {"accept": "application/json"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        return http.post(url, json=body, headers=headers).json()

    @property
    def _host(self) -> str:
        return urlsplit(self.url).hostname or ""
