"""Is everything there that answers need: documents, an index, the language model, fonts? And what to do where not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from zhengxie_qa.cli.checks import Check
from zhengxie_qa.config import Settings
from zhengxie_qa.documents import corpus_files
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import ConfigError, ZhengxieError
from zhengxie_qa.index import is_current, store_of
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.text import lexicon_fingerprint, own_lists
from zhengxie_qa.writing import CallError, Message, Writer, load_chat_model

_SECONDS = 60  # a model is given to begin to answer; loading one from disk takes half a minute
_BY_HAND = "也可运行：zhengxie-qa index"
_SAMPLE = "全会期间共收到提案236件，经审查立案208件。" * 15  # as long as a passage
_GREETING: list[Message] = [("human", "请只回答两个字：可以")]


def examine(settings: Settings) -> Iterator[Check]:
    """Yield one check after the other; models are really asked. Nothing is changed."""
    yield from _lexicon()
    yield _documents(settings.corpus)
    yield from _encoder(settings)
    yield _index(settings)
    if not settings.language_models:
        yield Check("语言模型", "good", "未设置，回答只引用原文", "要用模型撰写，请设置 ZHENGXIE_MODEL，见 README。")
    for model in settings.language_models:
        yield _model(model)
    yield _fonts()


def _lexicon() -> Iterator[Check]:
    """Tell which word lists the office adds to; one that cannot be read has stopped the command before this."""
    if own := own_lists():
        counted = "、".join(f"{name}（{len(lines)} 行）" for name, lines in own.items())
        yield Check("词表", "good", f"本单位补充了 {counted}")


def _documents(corpus: Path) -> Check:
    try:
        found = corpus_files(corpus)
    except ZhengxieError as error:
        return Check("文档", "bad", str(error))
    if not found.files:
        return Check("文档", "bad", f"{corpus} 中没有可读的文档", "请放入 .docx、.pdf、.html、.txt 等文件。")
    skipped = f"，另有 {len(found.skipped)} 份不能读" if found.skipped else ""
    advice = "哪些不能读、为什么：zhengxie-qa index" if found.skipped else ""
    return Check("文档", "note" if skipped else "good", f"{corpus} 中有 {len(found.files)} 份{skipped}", advice)


def _encoder(settings: Settings) -> Iterator[Check]:
    """Tell whether the encoder that was asked for can be used; the bundled one always can."""
    if settings.encoder is None:
        return
    try:
        encoder = load_encoder(settings.encoder)
        started = time.monotonic()
        encoder.encode_document([_SAMPLE])
    except ZhengxieError as error:
        yield Check("检索模型", "bad", str(error))
        return
    each = time.monotonic() - started
    yield Check(
        "检索模型", "good", f"{encoder.name}，{encoder.dimension} 维，编码一段（{len(_SAMPLE)} 字）{each:.2f} 秒"
    )


def _index(settings: Settings) -> Check:
    try:
        store = store_of(settings.index, settings.store_settings)
        manifest = store.manifest()
        if manifest is None:
            return Check(
                "索引", "note", f"{store.describe()} 中还没有索引", "启动时会自动建立，也可运行：zhengxie-qa index"
            )
        encoder = load_encoder(settings.encoder)
        opened = store.open()
        current = is_current(settings.corpus, store, encoder)
    except ZhengxieError as error:
        return Check("索引", "bad", str(error))
    finding = f"{len(opened.documents)} 份文档，{len(opened.passages)} 段，检索模型 {manifest.encoder}"
    if manifest.fingerprint != encoder.fingerprint:
        return Check(
            "索引", "note", f"{finding}；所设的检索模型是 {encoder.name}", "启动时会重建，也可运行：zhengxie-qa index"
        )
    if manifest.lexicon != lexicon_fingerprint():
        return Check("索引", "note", f"{finding}；词表有改动", f"启动时会重建，{_BY_HAND}")
    if not current:
        return Check("索引", "note", f"{finding}；文档有增减或改动", f"启动时会更新，{_BY_HAND}")
    return Check("索引", "good", finding)


def _model(model: ModelSettings) -> Check:
    subject = f"语言模型 {model.title}"
    started = time.monotonic()
    try:
        writer = Writer(load_chat_model(model), model.title)
        loaded = time.monotonic()
        first = next(filter(None, writer.write(_GREETING, loaded + min(_SECONDS, model.seconds))))
    except ConfigError as error:
        return Check(subject, "bad", str(error))
    except CallError as fault:
        return Check(subject, "bad", f"{_where(model)}：{fault}", _advice(model, fault))
    waited = f"加载 {loaded - started:.1f} 秒，首字 {time.monotonic() - loaded:.1f} 秒"
    return Check(subject, "good", f"{_where(model)}，有回应（{waited}：“{first.strip()[:10]}”）")


def _where(model: ModelSettings) -> str:
    """Return the address of the model's server without what may be secret in it."""
    if not model.base_url:
        return "服务地址未设置，用提供方的默认地址"
    parts = urlsplit(model.base_url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _advice(model: ModelSettings, fault: CallError) -> str:
    host = urlsplit(model.base_url or "").hostname or ""
    if fault.kind == "unreachable" and host and getproxies() and not proxy_bypass(host):
        return f"这台机器设置了代理，请求可能没有到达服务。请运行：export NO_PROXY={host}"
    if fault.kind == "key":
        return "请运行：export ZHENGXIE_API_KEY=你的密钥"
    if fault.kind == "unreachable" and model.provider == "ollama":
        return "请运行：ollama serve。服务在另一台机器上时设置 ZHENGXIE_BASE_URL=http://那台机器:11434"
    if fault.kind == "missing" and model.provider == "ollama":
        return f"请运行：ollama pull {model.name.partition(':')[2]}"
    if fault.kind in ("unreachable", "missing"):
        listed = f"服务已启动、地址无误（多以 /v1 结尾）时，下面的命令列出它的模型：curl {_where(model)}/models"
        return listed if model.base_url else "本机的模型服务请设置 ZHENGXIE_BASE_URL，例如 http://127.0.0.1:8000/v1"
    return ""


def _fonts() -> Check:
    """Look for a Chinese font on this machine; others bring their own to the page."""
    if sys.platform in ("win32", "darwin"):
        return Check("中文字体", "good", "系统自带")
    lister = shutil.which("fc-list")
    if lister is None:
        return Check("中文字体", "note", "没有 fontconfig，无从得知", "只在本机浏览器里打开页面时才需要中文字体。")
    listed = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
    families = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    if families:
        return Check("中文字体", "good", f"有 {len(families)} 种，如 {families[0]}")
    return Check("中文字体", "note", "没有", "要在本机浏览器里打开页面，请运行：sudo apt-get install fonts-noto-cjk")
