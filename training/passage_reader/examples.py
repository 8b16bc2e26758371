"""Records, question files and public rows → examples, the sentences ranked by the package's own search and reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from training.passage_reader.example import BEFORE, HEADING, TITLE, Example, Sentence
from training.passage_reader.sentences import bigrams, sentences
from training.reader_corpora import AskedCorpus
from training.reader_rows import flat, is_same
from zhengxie_qa import Assistant
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import GoldQuestion, read_gold
from zhengxie_qa.evaluation.judgements import has_fact
from zhengxie_qa.reading import Candidate, Reading

_JUDGED, _MOST = 25, 22  # sentences looked at, and kept
_FAR = 60  # characters before a sentence in which its line's beginning is looked for
_PUBLIC = ("cmrc2018", "drcd", "cail2019", "security_mrc")
_LEFT_OUT = {"security_mrc": 0.3}  # share of a source that is not learned from
_OTHERS, _FEWEST = 9, 3  # sentences beside the answering one, and of a passage at all
_GROUP = 40  # characters of the evidence that tell a group


def of_records(asked: AskedCorpus, index: Path) -> list[Example]:
    """Return the examples of a corpus: each record asked of its own document, by the signals alone."""
    assistant = Assistant.open(asked.folder, index)
    paths = {Path(path).stem: path for path in assistant.documents}
    views: dict[str, Assistant] = {}
    made = []
    for number, record in enumerate(asked.records):
        path = paths.get(str(record["document"]))
        if path is None:
            continue
        view = views.setdefault(path, assistant.within(documents=[path]))
        reading = _reading(view, record["question"], [(turn, "") for turn in record.get("history", [])])
        if reading and (example := _of_record(view, reading, record, f"{path} {number}")):
            made.append(example)
    return made


def of_gold(corpus: Path, questions: Path, index: Path) -> list[Example]:
    """Return the examples of a question file by other hands, over the folder that it asks about."""
    assistant = Assistant.open(corpus, index)
    made = []
    for number, gold in enumerate(read_gold(str(questions))):
        reading = _reading(assistant, gold.asked.question, gold.asked.history)
        if reading is None:
            continue
        example = _example(assistant, reading, _answers(gold), answerable=gold.answerable)
        example.source, example.asked = "gold", gold.asked.question
        evidence = gold.evidence[0] if gold.evidence else str(number)
        example.group = f"{questions.stem} {evidence[:_GROUP]}"
        if _usable(example):
            made.append(example)
    return made


def of_public(rows: Iterable[Mapping[str, Any]], rng: Random) -> Iterator[Example]:
    """Yield examples of rows with ``src``, ``question``, ``passage`` and ``answers`` (of each ``start``, ``text``)."""
    for number, row in enumerate(rows):
        if row["src"] not in _PUBLIC or not row["answerable"] or not row["answers"]:
            continue
        if rng.random() < _LEFT_OUT.get(row["src"], 0):
            continue
        if found := _of_passage(row):
            question = row["question"]
            yield Example("public", "", f"public {number}", question, question, True, found)


def _of_passage(row: Mapping[str, Any]) -> list[Sentence]:
    """Return the answering sentence of a passage and those most like the question, none of which has an answer."""
    passage, spans = row["passage"], list(sentences(row["passage"]))
    start = row["answers"][0]["start"]
    right = next((span for span in spans if span[0] <= start < span[1]), None)
    if right is None or len(spans) < _FEWEST:
        return []
    texts, asked = [answer["text"] for answer in row["answers"]], bigrams(row["question"])
    others = [span for span in spans if span != right and not any(text in passage[slice(*span)] for text in texts)]
    others.sort(key=lambda span: -len(asked & bigrams(passage[slice(*span)])))
    return [
        Sentence(passage[start:end].strip(), passage[max(0, start - BEFORE) : start], (start, end) == right, rank=0)
        for start, end in (right, *others[:_OTHERS])
    ]


def _reading(assistant: Assistant, question: str, history: Any) -> Reading | None:
    try:
        readings = assistant.read(question, history, again=False)
    except UsageError:
        return None
    return readings[0] if readings else None


def _of_record(assistant: Assistant, reading: Reading, record: Mapping[str, Any], name: str) -> Example | None:
    evidence = [flat(text) for text in record["evidence"]] if record["answerable"] else []
    example = _example(
        assistant,
        reading,
        lambda text: any(is_same(flat(text), each) for each in evidence),
        answerable=bool(record["answerable"]),
    )
    example.asked = example.question if record["kind"] == "followup" else record["question"]
    example.document = str(record["document"])
    looks_right = [*record["evidence"], *record.get("near", []), name]
    example.group = f"{record['document']} {looks_right[0][:_GROUP]}"
    example.spans = list(record.get("spans", []))
    return example if _usable(example) else None


def _answers(gold: GoldQuestion) -> Callable[[str], bool]:
    evidence = [flat(text) for text in gold.evidence]

    def answers(text: str) -> bool:
        if not gold.answerable:
            return False
        by_evidence = any(is_same(flat(text), each) for each in evidence)
        return by_evidence or bool(gold.facts and all(has_fact(text, fact) for fact in gold.facts))

    return answers


def _usable(example: Example) -> bool:
    return bool(example.sentences) and (not example.answerable or any(each.right for each in example.sentences))


def _example(assistant: Assistant, reading: Reading, is_right: Callable[[str], bool], *, answerable: bool) -> Example:
    quotable = reading.weighed.candidates if reading.weighed else ()
    ranks = {(each.hit.passage.document, each.start): rank for rank, each in enumerate(quotable)}
    judged = [each.candidate for each in reading.judged[:_JUDGED] if each.fault != "heading"][:_MOST]
    documents = [assistant.documents[each.hit.passage.document] for each in judged]
    return Example(
        source="own",
        document="",
        group="",
        question=reading.query.text,
        asked=reading.query.text,
        answerable=answerable,
        sentences=[
            Sentence(
                each.text,
                _around(assistant, each),
                is_right(each.text),
                rank=ranks.get((each.hit.passage.document, each.start)),
            )
            for each in judged
        ],
        title=documents[0].metadata.title if documents else "",
        year=" ".join(
            str(each.hit.passage.year or document.metadata.year or "")
            for each, document in zip(judged, documents, strict=True)
        ),
    )


def _around(assistant: Assistant, candidate: Candidate) -> str:
    document, headings = assistant.documents[candidate.hit.passage.document], candidate.hit.passage.headings
    before = document.text[max(0, candidate.start - _FAR) : candidate.start].rsplit("\n", 1)[-1][-BEFORE:]
    around = (document.metadata.title[:TITLE], headings[-1][:HEADING] if headings else "", before)
    return " ".join(filter(None, around))
