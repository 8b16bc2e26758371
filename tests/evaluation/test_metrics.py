"""What counts as found, stated, cited and rightly refused."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation.gold_questions import GoldQuestion, read_gold
from zhengxie_qa.evaluation.judgements import bears, first_rank, has_fact, holds, is_verbatim, without_markers
from zhengxie_qa.evaluation.metrics import Share, evaluate, summarise
from zhengxie_qa.question.question_files import BatchQuestion
from zhengxie_qa.types import Answer, Citation, Document, Hit, Metadata, Passage, Status, Turn

TEXT = "全年共征集提案211件,立案96件,其中重点提案11件。\n编印文史资料《禾川茶事》,首印3000册。"


def citation(start: int, end: int, document: str = "report.txt", n: int = 1) -> Citation:
    return Citation(n, document, "工作报告", "第1段", TEXT, TEXT[start:end], start, end)


def answer(text: str, *citations: Citation, status: Status = "answered") -> Answer:
    return Answer("问", status, text, "extractive", citations)


def gold(question: str = "问", **fields: Any) -> GoldQuestion:
    """Return a question with these fields; it is answerable unless they say otherwise."""
    asked = BatchQuestion(question, question, (), {}, "")
    lists = (tuple(fields.get(name, ())) for name in ("evidence", "facts", "doc"))
    return GoldQuestion(asked, "number", fields.get("answerable", True), *lists)


def hit(text: str) -> Hit:
    return Hit(Passage("report.txt", 0, len(text), text, 0, (), "第1段"), 0, 1.0)


class Scripted:
    """An assistant that gives prepared answers and passages, question by question."""

    def __init__(self, answers: Mapping[str, Answer], hits: Mapping[str, list[Hit]]) -> None:
        self.documents = {"report.txt": Document("report.txt", TEXT, Metadata(), (), "")}
        self._answers, self._hits = answers, hits

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return self._answers[question]

    def search(self, question: str, history: Sequence[Turn] = (), k: int = 10) -> list[Hit]:
        return self._hits.get(question, [])[:k]


class TestFacts:
    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("共征集提案211件", "211"),
            ("办复率98.5%", "98.5"),
            ("首印３０００册", "3000"),
            ("首印 3,000 册", "3000|3,000"),
            ("出資30 万元", "30万"),
            ("由《禾川茶事》编写组完成", "禾川茶事"),
            ("18：30至次日6：30", "18:30"),
            ("立案96件,11件是重点", "11"),
            ("in 2024 96 proposals were filed", "96"),
        ],
    )
    def test_a_fact_is_found_whatever_its_width_variant_or_spacing(self, text: str, fact: str) -> None:
        assert has_fact(text, fact)

    @pytest.mark.parametrize(
        ("text", "fact"),
        [
            ("征集提案211件", "11"),
            ("征集提案110件", "11"),
            ("投资11.6亿元", "11"),
            ("投资3.11亿元", "11"),
            ("首印3,860册", "860"),
            ("首印3,860册", "3"),
            ("2024 11", "202411"),
            ("没有提到", "茶事|文史"),
        ],
    )
    def test_a_figure_inside_another_figure_is_not_that_figure(self, text: str, fact: str) -> None:
        assert not has_fact(text, fact)

    def test_markers_of_citations_are_no_part_of_the_text_but_other_brackets_are(self) -> None:
        reply = answer("立案96[1]件 [2]，见云建提[2024]21号。", citation(0, 2), citation(2, 4, n=2))
        assert without_markers(reply) == "立案96件，见云建提[2024]21号。"


class TestEvidence:
    def test_evidence_is_found_across_line_breaks(self) -> None:
        assert holds("全年共征集提案\n 211 件", ["征集提案211件"])
        assert not holds("全年共征集提案\n 211 件", ["征集提案212件"])

    def test_one_of_several_evidence_strings_is_enough(self) -> None:
        hits = [hit("无关"), hit("立案96件"), hit("征集提案211件")]
        assert first_rank(hits, ["征集提案211件", "立案96件"]) == 2
        assert first_rank(hits, ["别的"]) is None


class TestCitations:
    def test_a_quote_is_verbatim_only_at_its_place(self) -> None:
        documents = {"report.txt": Document("report.txt", TEXT, Metadata(), (), "")}
        assert is_verbatim(citation(0, 10), documents)
        moved = Citation(1, "report.txt", "", "", TEXT, TEXT[0:10], 1, 11)
        assert not is_verbatim(moved, documents)
        assert not is_verbatim(citation(0, 10, document="other.txt"), documents)

    @pytest.mark.parametrize(
        ("quote", "expected"),
        [
            ("全年共征集提案211件,立案96件,其中重点提案11件。", True),  # holds the evidence
            ("立案96件", True),  # lies in it
            ("211件,立案96件,其中重点提案11件。", True),  # shares ten characters and more
            ("编印文史资料《禾川茶事》,首印3000册。", False),
            ("全年共组织活动", False),  # opening words that any sentence may have
        ],
    )
    def test_a_quote_bears_on_evidence_it_holds_lies_in_or_half_shares(self, quote: str, expected: bool) -> None:
        cited = Citation(1, "report.txt", "", "", "", quote, 0, 0)
        assert bears(cited, gold(evidence=["征集提案211件,\n立案96件"])) is expected

    def test_the_same_words_in_another_file_do_not_bear(self) -> None:
        wanted = gold(evidence=["立案96件"], doc=["2024.txt"])
        assert not bears(Citation(1, "2023.txt", "", "", "", "立案96件", 0, 0), wanted)
        assert bears(Citation(1, "reports/2024.txt", "", "", "", "立案96件", 0, 0), wanted)


class TestSummary:
    def test_each_measure_counts_what_it_says(self) -> None:
        right, wrong, refused, poem, made_up = "几件", "几册", "重点", "诗", "GDP"
        quoted = citation(0, TEXT.index("\n"))
        assistant = Scripted(
            {
                right: answer("征集提案211件[1]", quoted),
                wrong: answer("首印211册[1]", quoted),
                refused: answer("没有提到", status="not_found"),
                poem: answer("没有提到", status="not_found"),
                made_up: answer("211亿元[1]", Citation(1, "report.txt", "", "", TEXT, "211亿元", 0, 5)),
            },
            {right: [hit(TEXT)], wrong: [hit("无关"), hit(TEXT)], refused: []},
        )
        questions = [
            gold(right, evidence=["征集提案211件"], facts=["211"]),
            gold(wrong, evidence=["首印3000册"], facts=["3000"]),
            gold(refused, evidence=["重点提案11件"], facts=["11"]),
            gold(poem, answerable=False),
            gold(made_up, answerable=False),
        ]
        summary = summarise(list(evaluate(assistant, questions)))
        assert summary.questions == 5
        assert summary.shares == {
            "hit@1": Share(1, 3),
            "hit@5": Share(2, 3),
            "fact_recall": Share(1, 3),
            "citation_precision": Share(1, 2),
            "citation_recall": Share(2, 3),
            "verbatim": Share(2, 3),
            "figures": Share(1, 3),  # 211册 is not 211件
            "refusal": Share(1, 2),
            "wrong_refusal": Share(1, 3),
        }
        assert summary.mean_reciprocal_rank == pytest.approx((1 + 1 / 2 + 0) / 3)
        assert (summary.median_characters, summary.mean_characters) == (7, 7)

    def test_only_a_question_found_first_stated_and_cited_is_right(self) -> None:
        replies = {"a": answer("征集提案211件[1]", citation(0, 13)), "b": answer("征集提案211件")}
        wanted = {"evidence": ["征集提案211件"], "facts": ["211"]}
        questions = [gold("a", **wanted), gold("b", **wanted)]
        rows = evaluate(Scripted(replies, {"a": [hit(TEXT)], "b": [hit(TEXT)]}), questions)
        assert [(row.id, row.is_right) for row in rows] == [("a", True), ("b", False)]

    def test_looking_deeper_adds_a_measure(self) -> None:
        assert {"hit@1", "hit@5", "hit@10"} <= summarise([], k=10).shares.keys()
        assert "hit@5" not in summarise([], k=3).shares

    def test_nothing_to_count_gives_no_figure(self) -> None:
        summary = summarise([])
        assert {share.value for share in summary.shares.values()} == {None}
        assert summary.p95_milliseconds is None

    def test_the_interval_is_wilsons(self) -> None:
        # Newcombe (1998), Statistics in Medicine 17: 81 of 263 and 0 of 20.
        assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)
        assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=1e-4)
        assert Share(0, 0).interval is None


class TestQuestionFiles:
    def write(self, folder: Path, *lines: object) -> str:
        path = folder / "gold.jsonl"
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        return str(path)

    def test_fields_nobody_knows_are_passed_over(self, tmp_path: Path) -> None:
        line = {"id": 7, "question": "几件？", "answerable": True, "evidence": ["211件"], "note": "…"}
        (read,) = read_gold(self.write(tmp_path, line))
        assert (read.asked.id, read.asked.question, read.evidence, read.facts) == (
            7,
            "几件？",
            ("211件",),
            (),
        )

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"question": "几件？"}, "answerable 应为 true 或 false"),
            (
                {"question": "几件？", "answerable": True, "evidence": "211件"},
                "evidence 应是由非空文字组成的列表",
            ),
            ({"question": "几件？", "answerable": True, "facts": [""]}, "facts 应是由非空文字组成的列表"),
        ],
    )
    def test_a_bad_line_is_named(self, fields: dict[str, object], fault: str, tmp_path: Path) -> None:
        path = self.write(tmp_path, {"question": "诗", "answerable": False}, fields)
        with pytest.raises(UsageError, match=f"gold.jsonl 第2行的 {fault}"):
            read_gold(path)

    def test_a_question_needs_all_its_documents_under_whatever_folder(self) -> None:
        both = gold(doc=["2023.txt", "2024.txt"])
        assert both.is_in(["2023.txt", "reports/2024.txt", "plan.txt"])
        assert not both.is_in(["2023.txt"])
        assert gold().is_in([])
