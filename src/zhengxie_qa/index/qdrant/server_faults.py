"""What may go wrong between this process and a Qdrant server → one line that says what to do, and whether to wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fault = Literal["unreachable", "slow", "key", "full", "busy", "missing", "refused", "broken"]
WAITED_FOR: tuple[Fault, ...] = ("unreachable", "slow", "busy", "broken")  # what may pass by itself
_BUSY = 429  # too many requests: the client has a class of its own where the server says for how long
_FULL = ("no space left", "disk", "out of memory")


@dataclass(frozen=True, slots=True)
class Told:
    """A fault and its line."""

    fault: Fault
    line: str


def told(error: Exception, where: str, seconds: int) -> Told:
    """Put what the client raised into words; neither a key nor a text of the documents is in them."""
    status = getattr(error, "status_code", None)
    if status is not None:
        return _of_status(int(status), getattr(error, "content", b""), where)
    source = getattr(error, "source", error)
    kinds = {kind.__name__ for kind in type(source).__mro__}
    if "ResourceExhaustedResponse" in kinds:
        return _of_status(_BUSY, b"", where)
    if "TimeoutException" in kinds or isinstance(source, TimeoutError):
        line = f"Qdrant 服务 {seconds} 秒内没有回应：{where}。请看服务是否过载，或把 store_seconds 调大。"
        return Told("slow", line)
    if "TransportError" in kinds or isinstance(source, OSError):
        line = f"连不上 Qdrant 服务：{where}。请检查服务是否在运行、地址和端口（一般是 6333）、http 还是 https。"
        return Told("unreachable", line)
    line = (
        f"Qdrant 服务的回应看不懂：{where}（{type(source).__name__}）。请检查地址是否真是 Qdrant 服务、版本是否过旧。"
    )
    return Told("refused", line)


def _of_status(status: int, content: bytes, where: str) -> Told:
    if status in (401, 403):
        return Told("key", f"Qdrant 服务拒绝了密钥：{where}。请设置 ZHENGXIE_STORE_KEY=有写入权限的密钥。")
    if status == 404:
        return Told("missing", f"Qdrant 服务上没有所要的内容：{where}。请检查地址和 store_collection。")
    said = content.decode("utf-8", "replace").lower()
    if status == 507 or (status >= 500 and any(word in said for word in _FULL)):
        return Told("full", f"Qdrant 服务的磁盘或内存满了：{where}。请扩容，或删除不用的集合后再试。")
    if status == _BUSY:
        return Told("busy", f"Qdrant 服务太忙：{where}。请稍候再试。")
    if status >= 500:
        return Told("broken", f"Qdrant 服务出错（{status}）：{where}。请看服务的日志。")
    return Told(
        "refused",
        f"Qdrant 服务不接受请求（{status}）：{where}。请运行 zhengxie-qa doctor --store 看版本和设置。",
    )
