"""Each part works alone inside langchain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.vectorstores import InMemoryVectorStore

from tests.support.small_corpus import assistant_over
from zhengxie_qa.integrations.langchain import EncoderEmbeddings, PassageRetriever, SectionTextSplitter

REPORT = """禾川县政协常务委员会工作报告

一、提案工作提质增效
全年共征集提案128件,立案96件,提案办复率98.5%。
二、文史工作成果丰硕
编印文史资料《禾川茶事》,首印3000册,赠送全县中小学图书馆。
"""


def test_the_splitter_cuts_at_headings_and_gives_verbatim_slices() -> None:
    splitter = SectionTextSplitter()
    pieces = splitter.create_documents([REPORT], [{"source": "report.txt"}])
    assert [piece.page_content for piece in pieces[-2:]] == [
        "全年共征集提案128件,立案96件,提案办复率98.5%。",
        "编印文史资料《禾川茶事》,首印3000册,赠送全县中小学图书馆。",
    ]
    for piece in pieces:
        start = piece.metadata["start_index"]
        assert REPORT[start : start + len(piece.page_content)] == piece.page_content
        assert piece.metadata["source"] == "report.txt"
    assert pieces[-1].metadata["headings"] == ["二、文史工作成果丰硕"]
    assert splitter.split_text(REPORT) == [piece.page_content for piece in pieces]


def test_the_splitter_keeps_the_metadata_of_documents() -> None:
    pieces = SectionTextSplitter().split_documents([Document(REPORT, metadata={"year": 2024})])
    assert {piece.metadata["year"] for piece in pieces} == {2024}


def test_the_embeddings_serve_a_langchain_vector_store() -> None:
    embeddings = EncoderEmbeddings()
    store = InMemoryVectorStore(embeddings)
    store.add_texts(["全年共征集提案128件", "编印文史资料《禾川茶事》"])
    assert store.similarity_search("征集了多少提案？", k=1)[0].page_content == "全年共征集提案128件"
    assert np.linalg.norm(embeddings.embed_query("提案")) == pytest.approx(1, abs=1e-4)


def test_the_retriever_gives_passages_with_their_place(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"report.txt": REPORT})
    best = PassageRetriever(assistant=assistant, k=2).invoke("文史资料首印多少册？")[0]
    text = assistant.documents["report.txt"].text
    assert "首印3000册" in best.page_content
    assert text[best.metadata["start"] : best.metadata["end"]] == best.page_content
    assert best.metadata["document"] == "report.txt"
    assert "二、文史工作成果丰硕" in best.metadata["locator"]
