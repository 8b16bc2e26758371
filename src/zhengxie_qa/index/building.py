"""From a corpus folder to an up-to-date index: only new and changed files are read and encoded again."""

from __future__ import annotations

import logging
import time
from functools import partial
from pathlib import Path
from typing import Literal

from zhengxie_qa.documents import HIDDEN, SUFFIXES, close_sandbox, corpus_files, watched_pages
from zhengxie_qa.encoders import Encoder
from zhengxie_qa.errors import CorpusError, DocumentError, NotNowError, PassageIndexError
from zhengxie_qa.index.encoding import KeptVectors
from zhengxie_qa.index.file_stamps import same_contents, stamp_files
from zhengxie_qa.index.opening import as_store
from zhengxie_qa.index.passage_index import FileStamp, Manifest, PassageIndex
from zhengxie_qa.index.pieces import make_piece, unchanged
from zhengxie_qa.index.progress import Notify, Shown, teller
from zhengxie_qa.index.store import PassageStore
from zhengxie_qa.text import lexicon_fingerprint
from zhengxie_qa.types import IndexReport, Skipped

_log = logging.getLogger(__name__)

LookAt = Literal["changed", "skipped", "all"]  # which files are looked at: each names more than the one before


def update_index(
    corpus: Path, index: Path | PassageStore, encoder: Encoder, *, progress: bool = False, full: bool = False
) -> IndexReport:
    """Bring the index of ``corpus`` up to date: see :func:`open_updated`."""
    return open_updated(corpus, index, encoder, progress=progress, look_at="all" if full else "skipped")[1]


def open_updated(
    corpus: Path,
    index: Path | PassageStore,
    encoder: Encoder,
    *,
    progress: bool = False,
    notify: Notify | None = None,
    look_at: LookAt = "changed",
) -> tuple[PassageIndex, IndexReport]:
    """Bring the index of ``corpus`` up to date, or leave it alone when it is, and open it.

    ``progress`` shows a bar on stderr; ``notify`` is told how many files of how many are done, and which scanned page
    is recognised. Files that were skipped for a reason that does not lie in them are tried once more if they are looked
    at, and the contents of those whose size and time are the same are compared only if ``all`` are.

    Raises CorpusError when there is no readable document, PassageIndexError when the index cannot be written or
    another process is writing it. Whatever fails, an index that was there stays as it was.
    """
    started = time.perf_counter()
    store = as_store(index)
    if look_at == "changed" and store.shared and (held := _held(store, encoder)) is not None:
        return held, _report(held, rebuilt=False, started=started)
    opened, stamps = _look(corpus, store, encoder, look_at)
    if (
        opened is not None
        and same_contents(opened.manifest, stamps)
        and (look_at == "changed" or not opened.manifest.again)
    ):
        return opened, _report(opened, rebuilt=False, started=started)
    seen = store.generation()
    with store.writing(encoder.dimension):
        if store.generation() != seen:  # another process wrote it while this one waited
            opened, stamps = _look(corpus, store, encoder, look_at)
            if opened is not None and same_contents(opened.manifest, stamps):
                return opened, _report(opened, rebuilt=False, started=started)
        fresh = _rebuild(corpus, store, encoder, stamps, opened, Shown(progress, notify))
    return fresh, _report(fresh, rebuilt=fresh is not opened, started=started)


def _held(store: PassageStore, encoder: Encoder) -> PassageIndex | None:
    """Return what a shared store holds, whatever this machine's files are: those who ask do not change it.

    None where it holds nothing yet.
    """
    return store.open() if _refused_unless_alike(store, encoder) is not None else None


def _refused_unless_alike(store: PassageStore, encoder: Encoder) -> Manifest | None:
    """Return what a shared store was made from; raises PassageIndexError where with another encoder."""
    manifest = store.manifest()
    if manifest is not None and manifest.fingerprint != encoder.fingerprint:
        raise PassageIndexError(
            f"{store.describe()} 是用检索模型 {manifest.encoder} 建的，现在所设的是 {encoder.name}。"
            "请改用同一模型，或用 store_collection 另取一个名称重建。"
        )
    return manifest


def _look(
    corpus: Path, store: PassageStore, encoder: Encoder, look_at: LookAt
) -> tuple[PassageIndex | None, dict[str, FileStamp]]:
    """Return the present index, where it is whole and made with ``encoder``, and the stamps of the corpus."""
    if store.shared:
        _refused_unless_alike(store, encoder)
    manifest = _usable_manifest(store, encoder)
    stamps = stamp_files(corpus, None if look_at == "all" else manifest)
    opened = _open_if_whole(store) if manifest is not None else None
    usable = opened is not None and _is_made_alike(opened.manifest, encoder)
    return opened if usable else None, stamps


def has_changed(corpus: Path, manifest: Manifest) -> bool:
    """Tell whether the files of ``corpus`` are others than those ``manifest`` was made from; raises CorpusError."""
    return not same_contents(manifest, stamp_files(corpus, manifest))


def is_current(corpus: Path, index: Path | PassageStore, encoder: Encoder) -> bool:
    """Tell whether ``index`` holds ``corpus`` as it is now, made with ``encoder``."""
    manifest = _usable_manifest(as_store(index), encoder)
    return manifest is not None and same_contents(manifest, stamp_files(corpus, manifest))


def _usable_manifest(store: PassageStore, encoder: Encoder) -> Manifest | None:
    try:
        manifest = store.manifest()
    except PassageIndexError as error:
        _log.warning("%s 正在自动重建。", str(error).split("请运行")[0])
        return None
    return manifest if manifest is not None and _is_made_alike(manifest, encoder) else None


def _is_made_alike(manifest: Manifest, encoder: Encoder) -> bool:
    """Tell whether an index was made with this encoder and these word lists."""
    return (manifest.fingerprint, manifest.lexicon) == (encoder.fingerprint, lexicon_fingerprint())


def _open_if_whole(store: PassageStore) -> PassageIndex | None:
    try:
        return store.open()
    except PassageIndexError as error:
        _log.warning("%s 正在自动重建。", str(error).split("请运行")[0])
        return None


def _rebuild(
    corpus: Path,
    store: PassageStore,
    encoder: Encoder,
    stamps: dict[str, FileStamp],
    opened: PassageIndex | None,
    shown: Shown,
) -> PassageIndex:
    """Index the files with these ``stamps``; what ``opened`` holds of them is not read again."""
    from tqdm import tqdm  # noqa: PLC0415

    known, kept = unchanged(opened, stamps), KeptVectors(store.folder, encoder, opened)
    again: list[str] = []
    skipped = {item.path: item.reason for item in corpus_files(corpus).skipped if item.reason != HIDDEN}
    bar = tqdm(stamps, desc="建立索引", unit="份", disable=not shown.bar)
    taken = 0
    with store.update(opened, encoder.dimension) as update:
        for done, name in enumerate(bar):
            if name in known:
                update.keep(name)
            else:
                try:
                    tell = teller(name, bar, shown.notify, (done, len(stamps)))
                    with watched_pages(partial(tell, "识别", "页")):
                        piece = make_piece(corpus, name, kept, partial(tell, "编码", "段"))
                except DocumentError as error:
                    skipped[name] = str(error)
                    again += [name] if isinstance(error, NotNowError) else []
                    continue
                update.add(piece)
            taken += 1
        close_sandbox()
        if not taken:
            raise CorpusError(_nothing_to_index(corpus, skipped))
        if opened is not None and same_contents(opened.manifest, stamps) and taken == len(opened.documents):
            update.abandon()
            return opened  # nothing could be read that could not be before
        model = encoder.name, encoder.fingerprint, encoder.dimension
        fresh = update.commit(Manifest(*model, stamps, skipped, tuple(again), lexicon=lexicon_fingerprint()))
    kept.forget()
    return fresh


def _nothing_to_index(corpus: Path, skipped: dict[str, str]) -> str:
    if not skipped:
        return f"文档目录里没有可以索引的文件：{corpus}。请放入 {'、'.join(SUFFIXES)} 文件。"
    reasons = "；".join(skipped.values())
    return f"文档目录里没有一份文件能读：{corpus}（{reasons}）。"


def _report(index: PassageIndex, *, rebuilt: bool, started: float) -> IndexReport:
    return IndexReport(
        documents=len(index.documents),
        sections=index.sections,
        passages=len(index),
        skipped=tuple(Skipped(path, reason) for path, reason in index.manifest.skipped.items()),
        rebuilt=rebuilt,
        seconds=time.perf_counter() - started,
    )
