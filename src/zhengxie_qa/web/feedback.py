"""有用 and 无用 under an answer: kept beside the index, sent nowhere."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request
from fastapi.responses import JSONResponse

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.turns import restore, restore_asked

_OURS = "x-zhengxie"  # our own script sends it; a form of another site cannot


def add_feedback(app: FastAPI, library: Library) -> None:
    """Take verdicts at ``/feedback``, where the settings allow them."""
    if library.feedback is None:
        return
    kept = library.feedback

    @app.post("/feedback")
    def feedback(request: Request, said: Annotated[Any, Body()]) -> JSONResponse:
        if _OURS not in request.headers:
            return JSONResponse({"error": "forbidden"}, status_code=403)
        item = said if isinstance(said, dict) else {}
        assistant, verdict = library.assistant, item.get("verdict")
        turns = restore([item.get("turn")], assistant.documents)
        if verdict not in ("useful", "useless") or not turns:
            return JSONResponse({"error": "format"}, status_code=400)
        _, history, _ = restore_asked(item.get("asked"))
        try:
            kept.add(verdict, turns[0].answer, history, _version(assistant))
        except ZhengxieError as error:
            return JSONResponse({"error": str(error)}, status_code=409)
        return JSONResponse({"kept": True})


def _version(assistant: Assistant) -> str:
    """Return a name of what is indexed: the same documents have the same."""
    digest = hashlib.sha256()
    for path, document in sorted(assistant.documents.items()):
        digest.update(f"{path}\0{document.sha256}\n".encode())
    return digest.hexdigest()[:12]
