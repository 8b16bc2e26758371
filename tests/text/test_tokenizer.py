"""The tokenizer: folding moves nothing, spans are verbatim, words are what a reader would call words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.tokenizer import fold, grams, word_spans, words

MIXED = st.text(
    alphabet=st.one_of(st.sampled_from("提案委員办理２０２５年，。％ＡＢab 12.5-「」"), st.characters()),
    max_size=60,
)


@given(MIXED)
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_reaches_the_end_of_a_chain_of_variants() -> None:
    assert fold("薴") == fold("苧") == fold("苎")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２５年", "2025年"),
        ("ＣＰＰＣＣ", "cppcc"),
        ("提案辦理", "提案办理"),
        ("（一）", "(一)"),
        ("　", " "),
    ],
)
def test_width_variant_and_case_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_grams_are_characters_and_bigrams_within_a_run() -> None:
    assert grams("提案，办理 236件") == ["提", "案", "提案", "办", "理", "办理", "236", "件"]


@given(MIXED)
def test_traditional_and_simplified_have_the_same_words(text: str) -> None:
    assert words(text) == words(fold(text))


@given(MIXED)
def test_a_word_stands_where_its_span_says(text: str) -> None:
    folded = fold(text)
    for word, start, end in word_spans(text):
        if word.isascii() and word.isalpha():
            assert folded[start:end].isalpha()  # English is stemmed: run → run, running → run
        else:
            assert folded[start:end] == word


@given(MIXED)
def test_words_follow_one_another_and_skip_only_what_is_no_token(text: str) -> None:
    folded, at = fold(text), 0
    for _, start, end in [*word_spans(text), ("", len(text), len(text))]:
        assert at <= start <= end
        assert not any("\u3400" <= c <= "\u9fff" or c in "0123456789" or "a" <= c <= "z" for c in folded[at:start])
        at = end


def test_cppcc_terms_stay_whole() -> None:
    assert words("政协委员围绕社情民意建言资政") == ["政协委员", "围绕", "社情民意", "建言资政"]


def test_figures_and_years_are_words_of_their_own() -> None:
    assert words("２０２５年立案提案236件，满意率98.5%") == [
        "2025",
        "年",
        "立案",
        "提案",
        "236",
        "件",
        "满意率",
        "98.5",
    ]


def test_a_comma_does_not_join_two_numbers() -> None:
    assert words("2023，150件") == ["2023", "150", "件"]


def test_english_words_are_stemmed() -> None:
    assert words("How many proposals were handled?") == words("how many proposal were handling")


def test_punctuation_and_spaces_are_no_words() -> None:
    assert words("，。！？——“”《》 \n…%") == []


def test_cutting_is_silent_and_leaves_no_cache_behind(tmp_path: object) -> None:
    code = (
        "from zhengxie_qa.text.tokenizer import words; words('政协委员'); import jieba; "
        "assert not jieba.dt.initialized, 'the default dictionary was loaded'"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True, text=True, check=False, env={"TMPDIR": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())  # type: ignore[attr-defined]


def test_importing_the_tokenizer_imports_no_library() -> None:
    libraries = ("jieba", "opencc", "snowballstemmer")
    code = f"import sys, zhengxie_qa.text; print([m for m in {libraries} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
