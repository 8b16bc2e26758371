"""Questions asked of chosen documents only: found inside search, not dropped after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.cli import main
from zhengxie_qa.composing.phrases import phrases_for
from zhengxie_qa.errors import UsageError
from zhengxie_qa.retrieval.document_filter import Choice, chosen
from zhengxie_qa.types import Answer, Document, Hit, Metadata, Section

BEFORE, AFTER, PROPOSAL = "yunxi-2023.txt", "yunxi-2024.txt", "yunxi-proposal.md"


def paths(hits: list[Hit]) -> set[str]:
    return {hit.passage.document for hit in hits}


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"documents": [BEFORE]}, {BEFORE}),
        ({"documents": [BEFORE, PROPOSAL]}, {BEFORE, PROPOSAL}),
        ({"kinds": ["工作报告"]}, {BEFORE, AFTER}),
        ({"years": [2023]}, {BEFORE}),
        ({"kinds": ["工作报告"], "years": [2024]}, {AFTER}),
    ],
)
@pytest.mark.parametrize("strategy", ["hybrid", "bm25", "dense"])
def test_only_chosen_documents_are_found_and_all_their_passages_are(
    years: Assistant, choice: Choice, left: set[str], strategy: str
) -> None:
    of_them = [passage for passage in years.passages if passage.document in left]
    hits = years.search("提案", k=10_000, strategy=strategy, **choice)  # type: ignore[arg-type]
    assert paths(hits) == left
    if strategy == "dense":
        assert len(hits) == min(len(of_them), 200)


def test_a_passage_far_down_the_list_is_found_when_its_document_is_chosen(years: Assistant) -> None:
    question = "全年征集提案多少件？"
    everywhere = years.search(question, k=3)
    assert PROPOSAL not in paths(everywhere)
    assert paths(years.search(question, k=3, documents=[PROPOSAL])) == {PROPOSAL}


def test_a_filter_changes_no_score_of_keywords(years: Assistant) -> None:
    whole = {hit.number: hit.score for hit in years.search("提案办理", k=10_000, strategy="bm25")}
    for hit in years.search("提案办理", k=10_000, strategy="bm25", documents=[BEFORE]):
        assert hit.score == pytest.approx(whole[hit.number], abs=1e-4)


def test_the_answer_comes_from_the_chosen_document(years: Assistant) -> None:
    answers = {year: years.ask("征集提案多少件？", years=[year]) for year in (2023, 2024)}
    assert "218件" in answers[2023].answer
    assert "245件" in answers[2024].answer
    assert {c.document for c in answers[2023].citations} == {BEFORE}


def test_what_the_chosen_documents_do_not_say_is_not_found_in_others(years: Assistant) -> None:
    assert years.ask("《云溪古桥》收录了多少座古桥？").status == "answered"
    refused = years.ask("《云溪古桥》收录了多少座古桥？", documents=[PROPOSAL])
    assert refused.status == "not_found"
    assert {citation.document for citation in refused.related} <= {PROPOSAL}


def test_this_year_is_that_of_the_chosen_documents(years: Assistant) -> None:
    assert "218件" in years.ask("今年征集提案多少件？", documents=[BEFORE]).answer


def test_a_streamed_answer_is_filtered_too_and_the_assistant_itself_stays_as_it_was(years: Assistant) -> None:
    *_, last = years.stream("征集提案多少件？", years=[2023])
    assert isinstance(last, Answer)
    assert "218件" in last.answer
    assert "245件" in years.ask("征集提案多少件？").answer
    assert years.within() is years
    assert list(years.within(years=[2023]).documents) == [BEFORE]


def test_a_document_may_be_chosen_by_its_title(years: Assistant) -> None:
    title = years.documents[PROPOSAL].metadata.title
    assert list(years.within(documents=[f"《{title}》"]).documents) == [PROPOSAL]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"documents": ["yunxi-2025.txt"]}, ["没有文档“yunxi-2025.txt”", BEFORE, AFTER]),
        ({"kinds": ["纪要"]}, ["没有种类为“纪要”的文档", "工作报告", "提案"]),
        ({"years": [1999]}, ["没有 1999 年的文档", "2024、2023"]),
        ({"documents": [BEFORE], "years": [2024]}, ["没有同时符合"]),
    ],
)
def test_what_does_not_exist_is_said_in_one_line_with_what_does(
    years: Assistant, choice: Choice, words: list[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        years.ask("征集提案多少件？", **choice)
    assert all(word in str(caught.value) for word in words)
    assert "\n" not in str(caught.value)


def test_a_long_list_is_cut_and_counted() -> None:
    documents = {f"{n}.txt": document(f"{n}.txt", year=1900 + n) for n in range(1, 60)}
    with pytest.raises(UsageError, match="等 59 个年份"):
        chosen(documents, {"years": [2100]})
    with pytest.raises(UsageError, match="都没有注明种类"):
        chosen(documents, {"kinds": ["提案"]})


def document(path: str, year: int | None = None) -> Document:
    return Document(path, "文", Metadata(year=year), (Section(0, None, 0, "root", "", 0, 0, 1),), path)


def test_the_command_line_takes_filters_more_than_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, number in (("甲县.txt", 120), ("乙县.txt", 130), ("丙县.txt", 140)):
        head = f"政协{name[:2]}委员会常务委员会工作报告\n（2025年1月3日）\n\n2024年工作回顾\n\n"
        text = f"{head}一年来，征集提案{number}件。\n"
        (corpus / name).write_text(text, encoding="utf-8")
    folders = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
    assert main(["ask", "征集提案多少件？", "--document", "乙县.txt", *folders]) == 0
    assert "130件" in capsys.readouterr().out
    both = ["--document", "甲县.txt", "--document", "丙县.txt"]
    assert main(["search", "征集提案多少件？", "--kind", "工作报告", "--year", "2024", *both, *folders]) == 0
    out = capsys.readouterr().out
    assert "120件" in out
    assert "140件" in out
    assert "130件" not in out
    assert main(["ask", "征集提案多少件？", "--kind", "条例", *folders]) == 2
    err = capsys.readouterr().err
    assert err.startswith("错误：没有种类为“条例”的文档。现有：工作报告。")
    assert err.count("\n") == 1
    assert main(["ask", "征集提案多少件？", "--year", "二三", *folders]) == 2
    assert "--year" in capsys.readouterr().err


# --- which document an answer speaks of ---


def test_where_two_reports_may_be_meant_the_newest_answers_and_is_named(years: Assistant) -> None:
    answer = years.ask("征集提案多少件？")
    title = years.documents[AFTER].metadata.title
    assert answer.answer.startswith(f"据《{title}》（2024年），")
    assert "245件" in answer.answer
    assert years.ask("How many proposals were collected?").answer.startswith(f"According to 《{title}》 (2024): ")
    assert years.ask("徵集提案多少件？").answer.startswith(f"據《{title}》")


@pytest.mark.parametrize(
    "question",
    [
        "2024年征集提案多少件？",  # names the year
        "《云溪古桥》收录了多少座古桥？",  # only one of them speaks of it
        "2023年和2024年各征集提案多少件？",
    ],
)
def test_where_it_is_clear_no_document_is_named(years: Assistant, question: str) -> None:
    answer = years.ask(question)
    assert answer.status == "answered"
    assert "据《" not in answer.answer


def test_within_one_report_there_is_nothing_to_tell_apart(years: Assistant) -> None:
    assert "据《" not in years.ask("征集提案多少件？", documents=[BEFORE]).answer


def test_a_title_that_names_its_year_needs_no_other() -> None:
    assert phrases_for("zh").source("甲市2024年政府工作报告", 2023) == "据《甲市2024年政府工作报告》，"
    assert phrases_for("zh").source("工作报告", None) == "据《工作报告》，"
