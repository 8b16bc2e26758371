"""The command ``serve``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.encoders import E5, Encoder, load_encoder
from zhengxie_qa.errors import EncoderError
from zhengxie_qa.evaluation import FEEDBACK_FILE, FeedbackFile
from zhengxie_qa.index import read_manifest, store_of
from zhengxie_qa.store_settings import LOCAL
from zhengxie_qa.web import Library, serve


def run_serve(arguments: argparse.Namespace, settings: Settings) -> None:
    """Serve the page until interrupted."""

    def open_library() -> Library:
        store = store_of(settings.index, settings.store_settings)
        first, later = _encoders(settings)
        assistant = open_assistant(replace(settings, encoder=first), settings.language_models)
        feedback = FeedbackFile(settings.index / FEEDBACK_FILE) if settings.feedback else None
        library = Library(assistant, settings.corpus, store, uploads=settings.uploads, feedback=feedback)
        if later is not None:
            library.search_with(later)
        return library

    serve(open_library, settings.host, settings.port, settings.hosts.replace(",", " ").split())


def _encoders(settings: Settings) -> tuple[str | None, Encoder | None]:
    """Return the encoder to begin with, and the one to search with once it has read the corpus.

    A model that takes its time for a passage would keep everybody waiting: the bundled one answers until then. Where
    e5 does not run, that is said and the bundled one stays.
    """
    if settings.encoder is None:
        return None, None
    if settings.store != LOCAL:
        return settings.encoder, None  # what others ask of is not made anew
    try:
        encoder = load_encoder(settings.encoder)
    except EncoderError as error:
        if settings.encoder != E5:
            raise
        print(f"{error}现在用内置的模型。", file=sys.stderr)
        return None, None
    manifest = read_manifest(settings.index)
    if manifest is not None and manifest.fingerprint == encoder.fingerprint:
        return settings.encoder, None
    return None, encoder
