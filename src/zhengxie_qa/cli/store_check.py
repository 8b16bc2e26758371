"""Does the store hold what the settings say, and can it do what an index needs? Really tried."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from zhengxie_qa.cli.checks import Check
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.index import PassageStore, Words, store_of, try_server
from zhengxie_qa.store_settings import LOCAL, SERVER

_HOME = ("127.0.0.1", "localhost", "::1")
_ASKED = 20  # searches, for how long one takes
_LIMIT = 200


def examine_store(settings: Settings) -> Iterator[Check]:
    """Yield one check after the other; on a server a collection is made for it, and removed again."""
    try:
        store = store_of(settings.index, settings.store_settings)
        yield Check("存储", "good", f"{settings.store}：{store.describe()}")
        if settings.store == SERVER:
            yield from _door(settings)
            for trial in try_server(settings.store_settings):
                yield Check(f"存储·{trial.what}", "good" if trial.holds else "bad", trial.seen)
        yield _held(store)
    except ZhengxieError as error:
        advice = "" if settings.store == LOCAL else "各种存储怎样启用，见 docs/扩展.md。"
        yield Check("存储", "bad", str(error), advice)


def _door(settings: Settings) -> Iterator[Check]:
    parts = urlsplit(settings.store_uri or "")
    if settings.store_key and parts.scheme == "http" and parts.hostname not in _HOME:
        yield Check("存储·传输", "note", "密钥不加密地经过网络", "请给服务配置 TLS，并把 store_uri 改为 https://…")
    elif not settings.store_key and parts.hostname not in _HOME:
        yield Check("存储·密钥", "note", "没有密钥，网络中谁都能改动", "请给服务设置密钥，并设置 ZHENGXIE_STORE_KEY")


def _held(store: PassageStore) -> Check:
    manifest = store.manifest()
    if manifest is None:
        return Check("存储·内容", "note", "还没有索引", "请运行：zhengxie-qa index")
    started = time.perf_counter()
    index = store.open()
    opened = time.perf_counter() - started
    waits = []
    for _ in range(_ASKED):
        started = time.perf_counter()
        index.found([Words("提案工作")], _LIMIT)
        waits.append(time.perf_counter() - started)
    middle = sorted(waits)[_ASKED // 2] * 1000
    said = f"{len(index.documents)} 份文档，{len(index)} 段，检索模型 {manifest.encoder}"
    return Check("存储·内容", "good", f"{said}；打开 {opened:.2f} 秒，按词检索中位数 {middle:.1f} 毫秒")
