"""What went wrong, in one line."""

from __future__ import annotations

from zhengxie_qa.errors import ZhengxieError


def error_text(error: Exception) -> str:
    """Return ``error`` on one line: our own as they are, others with their kind and how to see more."""
    text = " ".join(str(error).split())
    if isinstance(error, ZhengxieError):
        return text
    return f"{type(error).__name__}：{text}。设置环境变量 ZHENGXIE_DEBUG=1 再运行可看到详情。"
