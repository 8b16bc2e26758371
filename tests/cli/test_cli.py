"""The command line answers on stdout, tells one line on stderr when it cannot, and exits with the right code."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.model_servers import openai_server
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.cli import main
from zhengxie_qa.cli.drafts import Drafts
from zhengxie_qa.types import Hit

REPORT = """政协第三届禾川县委员会常务委员会工作报告

——在政协第三届禾川县委员会第四次会议上

2024年工作回顾

一、提案工作提质增效
三届三次会议以来,共征集提案128件,立案96件,提案办复率达到98.5%。

二、文史工作成果丰硕
编印文史资料《禾川茶事》,首印3000册,赠送全县中小学图书馆。

2025年工作安排

一、办好重点提案
确定重点提案9件,由主席会议成员领衔督办。
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corpus" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line in ``folder`` and gives exit code, stdout and stderr."""
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("ZHENGXIE_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def batch(folder: Path, *lines: object) -> str:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return str(path)


class TestAsk:
    def test_json_holds_the_answer_with_verbatim_citations(self, run: Run) -> None:
        code, out, err = run("ask", "征集了多少件提案？", "--json")
        reply = json.loads(out)
        assert (code, err) == (0, "")
        assert set(reply) == {
            *("id", "question", "status", "answer", "mode", "citations", "warnings", "ms"),
        }
        assert (reply["id"], reply["question"], reply["status"]) == (None, "征集了多少件提案？", "answered")
        assert "128件" in reply["answer"]
        assert "[1]" in reply["answer"]
        (cited,) = reply["citations"]
        assert (cited["n"], cited["document"]) == (1, "report.txt")
        assert "2024年工作回顾" in cited["locator"]
        _, text, _ = run("show", "report.txt")
        assert text[cited["start"] : cited["end"]] == cited["quote"]
        assert cited["quote"] in cited["passage"]

    def test_people_read_the_answer_then_its_references(self, run: Run) -> None:
        code, out, _ = run("ask", "征集了多少件提案？")
        answer, references = out.split("\n出处\n")
        assert code == 0
        assert "128件" in answer
        assert references.startswith("[1] 《政协第三届禾川县委员会常务委员会工作报告》2024年工作回顾")
        assert "（report.txt）\n    “" in references

    def test_what_the_documents_do_not_hold_is_said_with_the_nearest_passages(self, run: Run) -> None:
        code, out, _ = run("ask", "全县的粮食产量是多少吨？", "--json")
        reply = json.loads(out)
        assert (code, reply["status"], reply["citations"]) == (0, "not_found", [])
        _, text, _ = run("ask", "全县的粮食产量是多少吨？")
        assert reply["answer"] in text
        assert ("相关段落" in text) == bool(reply.get("related"))

    def test_talk_gets_a_line_and_nothing_is_looked_up(self, run: Run) -> None:
        _, out, _ = run("ask", "谢谢！", "--json")
        reply = json.loads(out)
        assert (reply["status"], reply["citations"], reply["warnings"]) == ("talk", [], [])
        _, text, _ = run("ask", "谢谢！")
        assert text == f"{reply['answer']}\n"

    def test_a_question_behind_a_greeting_is_answered(self, run: Run) -> None:
        _, out, _ = run("ask", "你好！请问征集了多少件提案？谢谢", "--json")
        reply = json.loads(out)
        assert reply["status"] == "answered"
        assert "128件" in reply["answer"]

    def test_explained_the_answer_is_followed_by_what_was_read_and_decided(self, run: Run) -> None:
        code, out, err = run("ask", "征集了多少件提案？", "--explain")
        assert (code, err) == (0, "")
        answer, why = out.split("为什么这样回答")
        assert "征集提案128件" in answer
        assert "要的是数量或金额（件）" in why
        assert "可以引用" in why
        assert "[引用] 得分" in why
        assert "有：" in why
        assert "《政协第三届禾川县委员会常务委员会工作报告》" in why

    def test_the_prompt_is_shown_without_asking_a_model(self, run: Run) -> None:
        code, out, _ = run("ask", "--show-prompt", "共征集提案多少件？")
        assert code == 0
        assert "只根据<资料>里的段落回答<问题>" in out
        assert "共征集提案128件" in out
        code, out, _ = run("ask", "--show-prompt", "--json", "共征集提案多少件？")
        assert [role for role, _ in json.loads(out)["prompt"]] == ["system", "human"]
        code, out, _ = run("ask", "--show-prompt", "你好")
        assert (code, out.strip()) == (0, "这个问题不会发给语言模型。")

    def test_explained_a_refusal_says_what_was_missing(self, run: Run) -> None:
        _, out, _ = run("ask", "2019年征集了多少件提案？", "--explain")
        assert "找到的段落都不是讲2019年的" in out
        assert "未读：讲的是别的年份" in out

    def test_explained_in_json_the_explanation_comes_last(self, run: Run) -> None:
        _, out, _ = run("ask", "征集了多少件提案？", "--explain", "--json")
        reply = json.loads(out)
        assert list(reply)[-1] == "explanation"
        (part,) = reply["explanation"]["parts"]
        assert part["answered"]
        assert part["sentences"][0]["quoted"]

    def test_a_question_may_begin_with_a_dash(self, run: Run) -> None:
        code, out, err = run("ask", "-提案征集了多少件？", "--json")
        assert (code, err) == (0, "")
        assert json.loads(out)["question"] == "-提案征集了多少件？"

    def test_a_model_writes_the_answer_and_its_support_is_told(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ZHENGXIE_API_KEY", "a key")
        with openai_server() as server:
            server.will_say("共征集提案128件【1】。")
            model = ("--model", "openai:qwen3", "--base-url", server.url)
            code, out, _ = run("ask", "征集了多少件提案？", *model, "--json")
        reply = json.loads(out)
        assert (code, reply["mode"], reply["answer"]) == (0, "generated", "共征集提案128件[1]。")
        assert [statement["verdict"] for statement in reply["statements"]] == ["supported"]
        assert server.keys == ["Bearer a key"]

    def test_a_model_that_cannot_be_reached_leaves_the_quotation_and_says_why(self, run: Run) -> None:
        with openai_server() as server:
            pass
        model = ("--model", "openai:qwen3", "--base-url", server.url)
        code, out, _ = run("ask", "征集了多少件提案？", *model, "--json")
        reply = json.loads(out)
        assert (code, reply["mode"]) == (0, "extractive")
        assert "128件" in reply["answer"]
        assert reply["warnings"][0].startswith("连不上语言模型服务")

    def test_a_model_whose_package_is_missing_is_refused_with_what_to_type(self, run: Run) -> None:
        code, _, err = run("ask", "征集了多少件提案？", "--model", "mistralai:small")
        assert code == 2
        assert "pip install 'langchain-mistralai'" in err

    def test_a_draft_is_shown_while_it_is_written(self) -> None:
        terminal = io.StringIO()
        drafts = Drafts(terminal)
        for text in ("", "", "共征集", "共征集提案128件", "重来"):
            drafts.show(text)
        drafts.finish()
        said = terminal.getvalue()
        assert "草稿未经核对" in said
        assert "共征集提案128件\n重来\n" in said

    def test_a_quotation_is_no_draft(self) -> None:
        terminal = io.StringIO()
        drafts = Drafts(terminal)
        drafts.show("全年共征集提案128件[1]。")
        drafts.finish()
        assert terminal.getvalue() == ""


class TestBatch:
    def test_answers_come_in_the_order_of_the_questions_with_their_ids(self, run: Run, folder: Path) -> None:
        lines = [
            {"id": "b", "question": "首印多少册？"},
            {"id": 7, "question": "立案多少件？", "type": "passed over"},
            {"question": "那立案了多少？", "history": [["征集了多少件提案？", "128件[1]。"]]},
        ]
        code, out, _ = run("ask", "--batch", batch(folder, *lines), "--json")
        replies = [json.loads(line) for line in out.splitlines()]
        assert code == 0
        assert [reply["id"] for reply in replies] == ["b", 7, None]
        assert all(f in reply["answer"] for f, reply in zip(("3000", "96", "96"), replies, strict=True))
        assert all(list(reply)[:2] == ["id", "question"] for reply in replies)

    def test_without_json_each_answer_follows_its_question(self, run: Run, folder: Path) -> None:
        _, out, _ = run("ask", "--batch", batch(folder, {"question": "首印多少册？"}))
        question, answer = out.split("\n", 1)
        assert question == "问：首印多少册？"
        assert "3000册" in answer

    def test_a_dash_reads_standard_input(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        line = json.dumps({"id": "1", "question": "首印多少册？"}).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + line + b"\r\n\r\n")))
        _, out, _ = run("search", "--batch", "-", "--json")
        assert json.loads(out)["id"] == "1"

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ('{"question": "几件', "第2行不是有效的 JSON"),
            ('"几件？"', "第2行应是一个 JSON 对象"),
            ('{"id": "1"}', "第2行的 question 应是一句非空的话"),
            ('{"question": " "}', "第2行的 question 应是一句非空的话"),
            ('{"question": "几件？", "history": ["问"]}', '第2行的 history 应形如 [["问题", "回答"], …]'),
            ('{"question": "几件？", "history": [["问", null]]}', "第2行的 history"),
            ('{"question": "？！"}', "第2行："),
        ],
    )
    @pytest.mark.parametrize("command", ["ask", "search"])
    def test_a_bad_line_gets_its_own_error_and_costs_no_other_line(
        self, run: Run, folder: Path, line: str, fault: str, command: str
    ) -> None:
        good = json.dumps({"id": 3, "question": "首印多少册？"})
        path = folder / "questions.jsonl"
        path.write_text(f"{good}\n{line}\n\n{good}\n", encoding="utf-8")
        code, out, err = run(command, "--batch", str(path), "--json")
        first, bad, last = (json.loads(row) for row in out.splitlines())
        assert code == 0
        assert [first["id"], last["id"]] == [3, 3]
        assert "3000册" in json.dumps(first, ensure_ascii=False)
        assert "3000册" in json.dumps(last, ensure_ascii=False)
        assert (list(bad), bad["status"]) == (["id", "question", "status", "error"], "error")
        assert f"questions.jsonl {fault}" in bad["error"]
        assert err == "共 3 行：完成 2 行，出错 1 行。\n"

    def test_a_bad_line_keeps_what_could_be_read_of_it(self, run: Run, folder: Path) -> None:
        _, out, _ = run("ask", "--batch", batch(folder, {"id": "x", "question": "？"}), "--json")
        bad = json.loads(out)
        assert (bad["id"], bad["question"], bad["status"]) == ("x", "？", "error")

    def test_without_json_the_error_follows_its_question(self, run: Run, folder: Path) -> None:
        _, out, err = run("ask", "--batch", batch(folder, {"question": "？"}, {"question": "首印多少册？"}))
        assert out.startswith("问：？\n错误：")
        assert "3000册" in out
        assert err == "共 2 行：完成 1 行，出错 1 行。\n"

    def test_a_fault_of_our_own_in_one_line_costs_no_other_line(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = Assistant.search

        def search(self: Assistant, question: str, *rest: Any, **options: Any) -> list[Hit]:
            if question == "坏":
                raise ZeroDivisionError("division by zero")
            return whole(self, question, *rest, **options)

        monkeypatch.setattr(Assistant, "search", search)
        path = batch(folder, {"question": "坏"}, {"question": "首印多少册？"})
        _, out, _ = run("search", "--batch", path, "--json")
        bad, good = (json.loads(row) for row in out.splitlines())
        assert bad["error"].startswith("ZeroDivisionError：division by zero")
        assert good["hits"]

    def test_a_line_that_is_not_utf8_costs_only_itself(self, run: Run, folder: Path) -> None:
        path = folder / "questions.jsonl"
        path.write_bytes('{"question": "几件"}\n'.encode("gb18030") + '{"question": "首印多少册？"}'.encode())
        _, out, _ = run("ask", "--batch", str(path), "--json")
        bad, good = (json.loads(row) for row in out.splitlines())
        assert "questions.jsonl 第1行不是 UTF-8 文字" in bad["error"]
        assert "3000册" in good["answer"]


class TestSearch:
    def test_json_holds_ranked_passages_with_their_place(self, run: Run) -> None:
        code, out, _ = run("search", "文史资料首印多少册", "-k", "2", "--json")
        reply = json.loads(out)
        _, text, _ = run("show", "report.txt")
        best, second = reply["hits"]
        assert code == 0
        assert set(reply) == {"id", "question", "hits"}
        assert set(best) == {"document", "locator", "passage", "start", "end", "score"}
        assert "首印3000册" in best["passage"]
        assert best["score"] >= second["score"]
        assert text[best["start"] : best["end"]] == best["passage"]

    def test_people_read_a_numbered_list(self, run: Run) -> None:
        _, out, _ = run("search", "重点提案", "-k", "1")
        assert out.startswith("1. 2025年工作安排 › ")
        assert "确定重点提案9件" in out


class TestDocuments:
    def test_indexing_tells_what_is_in_the_index_and_what_is_not(self, run: Run, tmp_path: Path) -> None:
        index = str(tmp_path / "index")
        code, out, _ = run("index", "--index", index)
        assert code == 0
        assert "文档 1 份" in out
        assert "- picture.png：" in out
        assert out.count("picture.png") == 1
        _, again, _ = run("index", "--index", index)
        assert again.startswith("索引已是最新：")

    def test_show_without_a_document_lists_them(self, run: Run) -> None:
        _, out, _ = run("show")
        assert out.startswith("report.txt\t政协第三届禾川县委员会常务委员会工作报告\t")

    def test_an_unknown_document_is_told_with_the_nearest(self, run: Run) -> None:
        code, out, err = run("show", "../corpus/report")
        assert (code, out) == (2, "")
        assert "没有文档“../corpus/report”。可用的文档如：report.txt" in err


class TestEval:
    GOLD = (
        {"id": "1", "type": "number", "question": "征集了多少件提案？", "answerable": True}
        | {"evidence": ["共征集提案128件"], "facts": ["128"]},
        {"id": "2", "type": "number", "question": "首印多少册？", "answerable": True}
        | {"evidence": ["首印3000册"], "facts": ["4000"], "doc": ["report.txt"]},
        {"id": "3", "type": "absent", "question": "全县的粮食产量是多少吨？", "answerable": False},
        {"id": "4", "type": "number", "question": "几件？", "answerable": True, "doc": ["minutes.docx"]},
    )

    def test_json_holds_the_measures_overall_and_by_type(self, run: Run, folder: Path) -> None:
        code, out, _ = run("eval", batch(folder, *self.GOLD), "--json", "--failures")
        report = json.loads(out)
        assert code == 0
        assert (report["questions"], report["skipped"]) == (3, 1)
        shares: dict[str, dict[str, Any]] = report["overall"]["shares"]
        assert (shares["hit@5"]["count"], shares["hit@5"]["total"]) == (2, 2)
        assert (shares["fact_recall"]["count"], shares["fact_recall"]["total"]) == (1, 2)
        assert shares["verbatim"]["value"] == 1
        assert shares["refusal"]["value"] == 1
        assert set(report["types"]) == {"number", "absent"}
        assert [(row["id"], row["missing"]) for row in report["rows"]] == [("1", []), ("2", ["4000"]), ("3", [])]

    def test_a_model_is_measured_when_it_is_named(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        questions = batch(folder, *self.GOLD[:2])
        with openai_server() as server:
            server.will_say("共征集提案128件[1]。", "首印4000册[1]。")
            monkeypatch.setenv("ZHENGXIE_BASE_URL", server.url)
            monkeypatch.setenv("ZHENGXIE_MODEL", "openai:set-elsewhere")
            run("eval", questions, "--json")
            assert server.asked == []
            _, out, _ = run("eval", questions, "--model", "openai:qwen3", "--json", "--failures")
        assert server.asked[0]["model"] == "qwen3"
        first, second = json.loads(out)["rows"]
        assert first["answer"] == "共征集提案128件[1]。"
        assert "4000" not in second["answer"]  # a lie is no answer

    def test_people_read_a_table_and_the_failures(self, run: Run, folder: Path) -> None:
        _, out, _ = run("eval", batch(folder, *self.GOLD), "--failures")
        assert out.startswith("问题 3 个，跳过 1 个（所需文档不在 corpus 中，或不能读取）\n")
        (facts,) = [line.split() for line in out.splitlines() if line.startswith("事实齐全")]
        assert (facts[1], facts[-1]) == ("0.500", "1/2")
        assert "未做对 1 题\n- 2 [number] 首印多少册？\n    缺少事实 4000\n" in out

    def test_a_run_is_compared_with_an_earlier_one(self, run: Run, folder: Path) -> None:
        earlier = str(folder / "earlier.json")
        run("eval", batch(folder, *self.GOLD), "--save", earlier)
        mended = {**self.GOLD[1], "facts": ["3000"]}
        path = batch(folder, self.GOLD[0], mended, self.GOLD[2])
        code, out, _ = run("eval", path, "--against", earlier)
        assert code == 0
        assert f"与 {earlier} 比较" in out
        (right,) = [line.split() for line in out.splitlines() if line.startswith("答对")]
        assert right[1:] == ["2", "3", "3", "1", "0", "+0.333", "1.000"]
        assert out.endswith("变好 1 题\n- 2 首印多少册？\n")
        _, out, _ = run("eval", path, "--against", earlier, "--json")
        assert json.loads(out)["changes"]["right"]["better"] == ["2"]

    def test_a_file_to_compare_with_is_read_before_anything_is_asked(self, run: Run, folder: Path) -> None:
        code, out, err = run("eval", batch(folder, *self.GOLD), "--against", str(folder / "nowhere.json"))
        assert (code, out) == (2, "")
        assert "nowhere.json 无法读取" in err

    def test_a_folder_to_save_to_is_looked_for_before_anything_is_asked(self, run: Run, folder: Path) -> None:
        code, out, err = run("eval", batch(folder, *self.GOLD), "--save", str(folder / "nowhere" / "run.json"))
        assert (code, out) == (2, "")
        assert "所在的文件夹不存在" in err

    def test_questions_about_other_documents_only_are_no_evaluation(self, run: Run, folder: Path) -> None:
        code, _, err = run("eval", batch(folder, self.GOLD[3]))
        assert code == 2
        assert "1 个问题所需的文档都不在 corpus 中" in err

    def test_conversations_over_this_corpus_are_played(self, run: Run, folder: Path) -> None:
        turns = [
            {"question": "你好", "kind": "talk", "expect": {"status": "talk"}},
            {"question": "首印多少册？", "kind": "plain", "expect": {"status": "answered", "contains": [["3000"]]}},
            {"question": "出处呢", "kind": "follow-up", "expect": {"status": "answered", "absent": ["首印"]}},
        ]
        path = batch(
            folder,
            {"id": "一", "corpus": "corpus", "turns": turns},
            {"id": "二", "corpus": "elsewhere", "turns": turns},
        )
        code, out, _ = run("eval", path, "--failures")
        assert code == 0
        assert "对话 1 段，3 轮；跳过 1 段（关于别的文档）" in out
        assert "- 一 第3轮 [追问] 出处呢\n    holds 首印" in out
        _, out, _ = run("eval", path, "--json")
        assert json.loads(out)["kinds"]["all"] == {"good": 2, "total": 3}

    def test_conversations_about_other_documents_only_are_none(self, run: Run, folder: Path) -> None:
        turns = [{"question": "你好", "kind": "talk", "expect": {"status": "talk"}}]
        code, _, err = run("eval", batch(folder, {"id": "一", "corpus": "elsewhere", "turns": turns}))
        assert code == 2
        assert "关于 elsewhere 的" in err


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "fault"),
        [
            ((), "请给出命令：index、show、ask、search、serve、eval"),
            (("frage",), "没有“frage”这个命令"),
            (("ask",), "请给出问题，例如：zhengxie-qa ask"),
            (("ask", " "), "请给出问题"),
            (("ask", "几件？", "--batch", "x.jsonl"), "问题和 --batch 只能给一样"),
            (("ask", "--batch", "nowhere.jsonl"), "nowhere.jsonl 无法读取"),
            (("ask", "--batch", ""), "无法读取"),
            (("ask", "几件？", "--jsno"), "不认识的参数：--jsno"),
            (("ask", "几件？", "--corpus"), "参数 --corpus 需要一个值"),
            (("search", "几件？", "-k", "0"), "参数 -k：应为正整数，实为“0”"),
            (("eval",), "缺少参数：FILE.jsonl"),
            (("serve", "--port", "http"), "参数 --port 应为 0 到 65535 之间的整数"),
        ],
    )
    def test_wrong_usage_is_told_in_one_line_of_chinese(self, run: Run, arguments: tuple[str, ...], fault: str) -> None:
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("错误：")
        assert fault in err
        assert err.count("\n") == 1

    def test_a_failure_is_told_in_one_line_and_exits_with_1(self, run: Run) -> None:
        code, out, err = run("ask", "几件？", "--corpus", "nowhere")
        assert (code, out) == (1, "")
        assert "nowhere" in err
        assert err.count("\n") == 1

    def test_debugging_shows_the_traceback(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ZHENGXIE_DEBUG", "1")
        with pytest.raises(Exception, match="nowhere"):
            run("ask", "几件？", "--corpus", "nowhere")

    def test_a_wrong_settings_file_is_told(self, run: Run, folder: Path) -> None:
        path = folder / "zhengxie-qa.toml"
        path.write_text("corpsu = '.'", encoding="utf-8")
        try:
            code, _, err = run("show")
        finally:
            path.unlink()
        assert code == 2
        assert "zhengxie-qa.toml 中有不认识的键“corpsu”" in err


class TestHelp:
    @pytest.mark.parametrize("command", ["index", "ask", "search", "show", "serve", "eval"])
    def test_every_command_explains_itself_and_its_folders(
        self, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        out = capsys.readouterr().out
        assert left.value.code == 0
        assert out.startswith(f"用法：zhengxie-qa {command}")
        assert "--corpus 目录" in out
        assert "--index 目录" in out

    def test_the_version_is_that_of_the_package(self, run: Run) -> None:
        assert run("--version") == (0, "zhengxie-qa 0.1.0\n", "")


class TestProcess:
    def start(self, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
        code = "import sys; from zhengxie_qa.cli import main; sys.exit(main())"
        environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=folder, env=environment, **pipes)

    def test_output_is_utf8_whatever_the_terminal_says(self, folder: Path) -> None:
        out, err = self.start(folder, "show", "report.txt").communicate()
        assert out.decode("utf-8").startswith("政协第三届禾川县委员会")
        assert err == b""

    @pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the output")
    def test_a_closed_output_is_no_error(self, folder: Path) -> None:
        shell = ["sh", "-c", 'exec "$0" -c "import sys; from zhengxie_qa.cli import main; sys.exit(main())" show >&-']
        done = subprocess.run([*shell, sys.executable], cwd=folder, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise on Windows")
    def test_a_reader_that_leaves_is_no_error(self, folder: Path) -> None:
        path = batch(folder, *[{"question": "首印多少册？"}] * 200)
        with self.start(folder, "search", "--batch", path, "--json") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert (process.stderr.read(), process.wait()) == (b"", 141)

    @pytest.mark.skipif(sys.platform == "win32", reason="signals differ on Windows")
    def test_ctrl_c_ends_quietly(self, folder: Path) -> None:
        process = self.start(folder, "ask", "--batch", batch(folder, *[{"question": "首印多少册？"}] * 3000))
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert (err, process.returncode) == (b"", 130)
