"""What can go wrong with a language model, in one plain Chinese line each; no line quotes what a server said.

Servers echo requests, and requests carry keys: only status codes and kinds of errors are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from zhengxie_qa.errors import ModelError

_BUSY = (408, 409, 425, 429)
_TOO_LONG = ("context length", "context_length", "maximum context", "context window", "too many tokens", "too long")
# What the templates of models without a system role say to one: Gemma, early Mistral.
_NO_SYSTEM_ROLE = ("system role not supported", "roles must alternate", "only user and assistant roles")
_LINES = {
    401: "语言模型服务不接受密钥，请管理员检查 ZHENGXIE_API_KEY",
    402: "语言模型服务的账户余额不足",
    403: "语言模型服务拒绝了访问，请管理员检查 ZHENGXIE_API_KEY 和账户权限",
    404: "语言模型服务上没有所设的模型或地址，请管理员检查 ZHENGXIE_MODEL 和 ZHENGXIE_BASE_URL",
    429: "语言模型服务正忙或额度已用完",
}


Kind = Literal["key", "missing", "unreachable", "too long", "roles", "other"]  # what has to be done about a fault


ONLY_THOUGHT = "语言模型想了很久，没有写出回答；请管理员调大 ZHENGXIE_MODEL_CONTEXT 或关闭它的思考"


class CallError(ModelError):
    """A call of the model failed; a ``passing`` fault may be gone a second later."""

    def __init__(self, line: str, *, passing: bool = False, kind: Kind = "other") -> None:
        super().__init__(line)
        self.passing = passing
        self.kind = kind


def fault_of(error: BaseException) -> CallError:
    """Return what ``error``, raised by whatever provider package, means."""
    if isinstance(error, CallError):
        return error
    chain = list(_chain(error))
    names = " ".join(type(each).__name__ for each in chain).lower()
    status = next((code for each in chain if (code := _status(each)) is not None), None)
    words = " ".join(str(each)[:2000] for each in chain).lower()
    if status in (None, 400, 413, 422, 500) and any(phrase in words for phrase in _TOO_LONG):
        return CallError("问题和资料超出了语言模型一次能读的长度，请管理员调小 ZHENGXIE_MODEL_CONTEXT", kind="too long")
    if any(phrase in words for phrase in _NO_SYSTEM_ROLE):
        return CallError("语言模型服务不接受系统消息", kind="roles")
    if status is not None:
        return _of_status(status)
    if "no generation" in words:  # langchain, when a server sent what is no stream
        return CallError("语言模型服务返回的内容无法识别")
    return _of_kind(names) or CallError(f"语言模型出错（{type(error).__name__}）")


# (parts of the names of exceptions, what they mean, may it be gone a second later), the first that fits
_NAMES = (
    (("timeout",), "语言模型迟迟没有回应", True),
    (
        ("connect", "network", "gaierror", "refused"),
        "连不上语言模型服务，请管理员确认它已启动、ZHENGXIE_BASE_URL 无误",
        True,
    ),
    (("protocol", "readerror", "closed", "reset", "brokenpipe", "incomplete"), "语言模型服务中途断开", True),
    (("decode", "json", "validation", "parse"), "语言模型服务返回的内容无法识别", False),
)


def _of_kind(names: str) -> CallError | None:
    for parts, line, passing in _NAMES:
        if any(part in names for part in parts):
            return CallError(line, passing=passing, kind="unreachable" if "connect" in parts else "other")
    return None


def _of_status(status: int) -> CallError:
    if status in _LINES:
        kind: Kind = "key" if status in (401, 403) else "missing" if status == 404 else "other"
        return CallError(_LINES[status], passing=status in _BUSY, kind=kind)
    if status >= 500:
        return CallError(f"语言模型服务出错（{status}）", passing=True)
    return CallError(f"语言模型服务不接受这个请求（{status}）", passing=status in _BUSY)


def _status(error: BaseException) -> int | None:
    for owner in (error, getattr(error, "response", None)):
        code = getattr(owner, "status_code", None)
        if isinstance(code, int) and 400 <= code < 600:
            return code
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
