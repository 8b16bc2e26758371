"""Questions for an overview: what a document says, its parts, the tasks of a year, one part by its number or heading.

Such a question consists of words that ask and words that point; whatever else it names (文史工作有哪些任务) makes
it a question about that, which sentences answer better than headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zhengxie_qa.documents import REPORT
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.meetings import of_meeting
from zhengxie_qa.reading.outlines import Outline, outline, subsections
from zhengxie_qa.reading.pieces import of_piece
from zhengxie_qa.structure import enclosing, number_of
from zhengxie_qa.text import alternation, content_of, content_spans, fold, number_value, word_list, words
from zhengxie_qa.types import Document, Hit, Section

_TELLING = frozenset(word_list("telling_verbs"))
_HEADING_SHARE = 0.3  # of a heading that the question has to say in its words
_ANY_PAPER = alternation("any_paper")
_PAPER = re.compile(f"{_ANY_PAPER}|{alternation('paper_names')}")
_SAYS = (
    r"(?:是)?(?:怎么|如何|怎样)(?:规定|说|写|讲)的?|(?:主要|大概|大致|大体|总体上?|都|究竟|到底|核心|基本)*(?:讲|说|写|谈|介绍|规定|涉及|包含|包括|反映)(?:了|的是|的|到)?(?:些|一些)?(?:什么|哪些|啥)"
    r"|(?:主要|核心|大致|基本)?内容(?:是什么|有哪些|有什么|是啥|概要|简介)?|概括|概述|总结|归纳|简述|梗概|大意|介绍一下|简单介绍"
    r"|what.{0,24}\b(?:says?|about|covers?|contains?)\b|summar(?:y|ise|ize)|overview|main points"
)
_PARTS = (
    r"有?哪些(?:题目|篇目|标题)|分(?:为|成)?了?几个?大?(?:部分|块|章|方面)|(?:有|包括|包含|由)(?:哪?几个?|哪些)大?(?:部分|块|章)(?:组成|构成)?|结构|目录|提纲|框架|大纲"
    r"|\bstructure|\boutline|table of contents|how many (?:parts|sections|chapters)"
)
_TASK = r"(?:重点|主要|工作|目标|中心|总体)*(?:任务|安排|打算|部署|思路|举措|计划)"
_PLANS = (
    rf"(?:有|定了|确定了?|提出了?|安排了?|部署了?)(?:哪些|什么){_TASK}|{_TASK}(?:是什么|有哪些|有什么|是啥)"
    r"|(?:要|准备|打算|计划|将)(?:重点)?(?:做|干|抓)(?:好)?(?:哪些|什么|啥)(?:工作|事情?)?|(?:工作|打算|准备|计划)怎么(?:干|做|安排|部署)"
    rf"|{_TASK}(?:部分|方面)?(?:主要|大概|大致|都)?(?:是)?(?:讲|说|写|谈)(?:了|的是)?(?:些|一些)?(?:什么|哪些|啥)"
    rf"|(?:总结|概括|归纳|梳理)(?:一下)?(?:[\d年明的]{{0,8}}){_TASK}|{_TASK}(?:总结|概括|归纳|梳理)(?:一下)?"
    r"|(?:key|main|major) (?:tasks|priorities)|what (?:is|are) planned"
)
_REVIEWS = (
    r"(?:做|干|抓|开展|完成|办)了?(?:一?些)?(?:哪些|什么|啥)(?:主要|重点|大)?(?:工作|事情?|实事)?|(?:主要|重点)?工作(?:成绩|成效|亮点|成果|情况)?(?:是什么|有哪些|怎么样|如何|回顾)"
    r"|(?:取得了?|有)(?:哪些|什么)(?:主要|重点|工作)*(?:成绩|成效|亮点|成果|大事)"
    r"|(?:大事|亮点|成绩)(?:有哪些|是什么)|main (?:work|achievements)"
)
_NUMBERED = re.compile(r"第([一二三四五六七八九十\d]{1,3})(?:个|大)*(部分|章|节|编|条)(?!第?[一二三四五六七八九十\d])")
_POINTING = re.compile(
    rf"这(?:[份篇个本些]|几[份篇])?|那[份篇个本些]?|该|本|整[个篇份]|{_ANY_PAPER}|工作报告|报告|report|里面?|中|上|部分|章节|内容|主要|重点|核心|全[文篇]|帮我?|一下|简单|介绍"
    r"|\d{4}年?度?|今年|去年|明年|来年|下一?步|新的?一年|一年来?|年|工作|方面|大|的话|[省市县区]?政协|常委会|委员会|我们"
    r"|\b(?:please|give|me|an?|the|of|this|that|in|for|what|is|are|does|do|main|key|cppcc|work|year|its?|tell|and)\b|[\s\W]+"
)


def overview(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> Outline | None:
    """Return the outline that ``query`` asks for, or None when it asks for something else, or there is none."""
    if query.context:
        return None
    likeliest_first = _documents(index, query, hits)
    said = fold(query.asked)
    told = of_meeting(said, _documents(index, query, hits), _CUES["says"])
    told = told or of_piece(said, _documents(index, query, hits))
    if not told and not any(cue.search(query.asked) for cue in _CUES.values()):
        return _headed(index, query, likeliest_first)
    documents = list(likeliest_first)
    text = _without_titles(query.asked, documents)
    if found := told or _by_number(text, documents) or _by_heading(text, documents, query):
        return outline(index, *found)
    titled = any(document.metadata.title and fold(document.metadata.title) in query.asked for document in documents)
    for cue in ("parts", "says"):
        if document := _meant(text, documents, _CUES[cue], titled=titled):
            return outline(index, document, document.sections[0], told=cue == "says")
    asked = next((name for name, cue in _CUES.items() if _asks_only(text, cue)), None)
    if asked in ("plans", "reviews") or (asked == "says" and query.years and "工作" in text):
        found = _year_part(documents, query.years, planned=asked == "plans")
        return outline(index, *found) if found else None
    return _headed(index, query, documents)


def _headed(index: PassageIndex, query: Query, documents: Iterable[Document]) -> Outline | None:
    """Return the outline of the section whose heading, with those above it and the title, says all that is asked.

    托育调研报告指出了哪些问题 asks for 存在的主要问题 of that report.
    """
    if query.kind not in ("list", "what") or query.parts or query.language == "en" or "多少" in query.text:
        return None
    cut = words(query.text)
    told = (cut[i] for i in content_spans(fold(query.text), cut) if not cut[i].isdigit())
    asked = [word for word in told if word not in _TELLING]
    found = []
    for document in documents:
        known = f"{_description(document)} {fold(document.metadata.place)}"
        for section in document.sections[1:]:
            if query.years and (section.year or document.metadata.year) not in query.years:
                continue
            title = bare_title(section.title)
            own = [word for word in asked if len(word) > 1 and word in title and word not in known]
            above = " ".join(fold(s.title) for s in enclosing(document.sections, section)[:-1])
            if own and all(word in title or word in above or word in known for word in asked):
                found.append((sum(map(len, own)) / len(title), document, section))
    best = max(found, key=lambda item: item[0], default=None)
    return outline(index, *best[1:]) if best and best[0] >= _HEADING_SHARE else None


_CUES = {
    "parts": re.compile(_PARTS),
    "plans": re.compile(_PLANS),
    "reviews": re.compile(_REVIEWS),
    "says": re.compile(_SAYS),
}


def _asks_only(text: str, cue: re.Pattern[str], about: str = "") -> bool:
    """Tell whether nothing but the cue, words that point and words of the title ``about`` is left to ask about."""
    rest, found = cue.subn(" ", text)
    if not found:
        return False
    left = words(content_of(_POINTING.sub(" ", rest)))
    return all(word in about for word in left)


def _documents(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> Iterator[Document]:
    """Yield the documents that may be meant, likeliest first: named by title, of the place, of the year, newest."""
    text = fold(query.asked)
    places = [
        d for d in index.documents.values() if not query.places or d.metadata.place.rstrip("省市县区") in query.places
    ]
    named = [d for d in places if d.metadata.title and fold(d.metadata.title) in text]
    rank = {hit.passage.document: n for n, hit in reversed(list(enumerate(hits)))}

    def order(document: Document) -> tuple[bool, bool, int, int]:
        year = document.metadata.year or 0
        return (
            bool(query.years) and year not in query.years,
            document.metadata.kind != REPORT,
            -year,
            rank.get(document.path, len(rank)),
        )

    yield from sorted(named or places, key=order)


def _without_titles(text: str, documents: Sequence[Document]) -> str:
    """Return the folded question without titles of the documents, places and years that only point."""
    for document in documents:
        for name in (document.metadata.title, document.metadata.place, document.metadata.place.rstrip("省市县区")):
            if len(name) > 1:
                text = text.replace(fold(name), " ")
    return re.sub(r"《\s*》", " ", text)


def _meant(text: str, documents: Sequence[Document], cue: re.Pattern[str], *, titled: bool) -> Document | None:
    """Return the likeliest document of which the question asks ``cue`` and nothing else.

    It points (这份提案), is called by its title, or describes with words of the title (第三次主席会议讲了什么).
    """
    named = cue.sub(" ", text)  # 规定 is a paper, and what one does
    points = titled or _PAPER.search(named) is not None
    for document in _called(named, documents):
        if _asks_only(text, cue, _description(document)) and (points or not _asks_only(text, cue)):
            return document
    return None


def _called(text: str, documents: Sequence[Document]) -> Iterator[Document]:
    """Yield the documents that are what the question calls them; all where it calls them nothing."""
    papers = _PAPER.findall(text)
    for document in documents:
        if not papers or papers[-1].isascii() or papers[-1] in _ANY_PAPER or papers[-1] in _description(document):
            yield document


def _description(document: Document) -> str:
    metadata = document.metadata
    return fold(f"{metadata.title} {metadata.session} {metadata.kind}")


def _by_number(text: str, documents: Sequence[Document]) -> tuple[Document, Section] | None:
    """Return the part, chapter or section with the number asked for, of the likeliest document that has one."""
    asked = _NUMBERED.search(text)
    if not asked:
        return None
    number, unit = int(number_value(asked.group(1)) or 0), asked.group(2)
    rest = _NUMBERED.sub(" ", text)
    for document in _called(_CUES["says"].sub(" ", rest), documents):
        if not _asks_only(rest, _CUES["says"], _description(document)):
            continue
        if unit == "条":
            found = next((s for s in document.sections if s.kind == "article" and _article(s) == number), None)
            if found:
                return document, found
            continue
        numbered = _divisions(document, unit)
        if 0 < number <= len(numbered):
            return document, numbered[number - 1]
    return None


def _article(section: Section) -> int:
    """Return the number of an article, 0 where its title has none."""
    number = re.match(r"第(.{1,5}?)条", fold(section.title))
    return int((number and number_value(number.group(1))) or 0)


def _divisions(document: Document, unit: str) -> list[Section]:
    if unit != "部分":
        return [s for s in document.sections if re.match(rf"第.{{1,4}}{unit}", fold(s.title))]
    top = subsections(document, document.sections[0])
    return subsections(document, top[0]) if len(top) == 1 else top


def _by_heading(text: str, documents: Sequence[Document], query: Query) -> tuple[Document, Section] | None:
    """Return the section whose heading, or a phrase of it, the question quotes when it asks for nothing else."""
    found = []
    for document in documents:
        for section in document.sections[1:]:
            title = bare_title(section.title)
            quoted = next(
                (name for name in (title, *query.names) if len(name) > 2 and name in title and name in text), ""
            )
            of_year = not query.years or section.year is None or section.year in query.years
            if quoted and of_year and _asks_only(text.replace(quoted, " "), _CUES["says"]):
                found.append((len(quoted), document, section))
    return max(found, key=lambda item: item[0])[1:] if found else None


def bare_title(title: str) -> str:
    """Return a heading folded, without its number: what people call it."""
    folded = fold(title)
    number = number_of(folded)
    return (folded[number.length :] if number else folded).strip(" 。.,;:、")


def _year_part(
    documents: Sequence[Document], years: Sequence[int], *, planned: bool
) -> tuple[Document, Section] | None:
    """Return the part that plans (or reviews) the year asked for; the newest where none is named."""
    for document in documents:
        for section in document.sections:
            if section.kind != "part" or section.year is None or document.metadata.year is None:
                continue
            if (section.year > document.metadata.year) == planned and (not years or section.year in years):
                return document, section
    return None
