"""The commands ``index`` and ``show``."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.documents import reading_report
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import UsageError
from zhengxie_qa.index import store_of, update_index
from zhengxie_qa.types import Document


def run_index(arguments: argparse.Namespace, settings: Settings) -> None:
    """Build or update the index and say what is in it, and what is not and why; or explain one file."""
    if arguments.explain is not None:
        print("\n".join(reading_report(settings.corpus, Path(arguments.explain))))
        return
    encoder = load_encoder(settings.encoder)
    store = store_of(settings.index, settings.store_settings)
    report = update_index(settings.corpus, store, encoder, progress=sys.stderr.isatty(), full=arguments.full)
    done = f"索引已更新，用时 {report.seconds:.1f} 秒" if report.rebuilt else "索引已是最新"
    print(f"{done}：文档 {report.documents} 份，章节 {report.sections} 个，段落 {report.passages} 段。")
    if report.skipped:
        print(f"跳过 {len(report.skipped)} 份文件：")
    for skipped in report.skipped:
        print(f"- {skipped.path}：{skipped.reason.removeprefix(f'{skipped.path}：')}")


def run_show(arguments: argparse.Namespace, settings: Settings) -> None:
    """Print the cleaned text of a document, or the list of documents."""
    documents = open_assistant(settings).documents
    name: str | None = arguments.document
    if name is None:
        for document in documents.values():
            print(_entry(document))
    elif name in documents:
        text = documents[name].text
        print(text, end="" if text.endswith("\n") else "\n")
    else:
        near = difflib.get_close_matches(name, documents, n=3) or list(documents)[:3]
        raise UsageError(f"没有文档“{name}”。可用的文档如：{'、'.join(near)}；全部见 zhengxie-qa show")


def _entry(document: Document) -> str:
    title = document.metadata.title or "（无标题）"
    return f"{document.path}\t{title}\t{len(document.text)} 字"
