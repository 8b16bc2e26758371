"""Whether a table accounts for all that a question says.

A wrong cell shown as certain is the worst that can happen, so every word of the question that carries content has to
be found: in a cell, in a column's name, in the caption, or in the headings above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhengxie_qa.question import Query, is_about
from zhengxie_qa.reading.table_columns import is_empty, optional_words, other_names, said
from zhengxie_qa.reading.table_question import Match, Question, columns_of_all
from zhengxie_qa.reading.table_rows import Table
from zhengxie_qa.text import alternation, alternation_in, find_figures, fold, is_generic, word_list, word_spans

_SHORTEST_PLACE = 2  # characters of a place's name without what it is: 黔东南州
_AROUND = (
    "占年月日多少高低大小是的有由在了被把和与及为呢吗啊共将又也都能会要到从对个"  # what words are cut together with
)
_TURNS = "副非未前原不无新旧老女男总正"  # characters that make another thing of a word: 副组长
_ALL_OF = re.compile(r"全([国省市州县区旗镇乡])")
_SHARE_ASKED, _SHARE = re.compile(r"占(?!地)"), re.compile(r"比|占|率|%")
_CHANGE_ASKED = re.compile(r"增[加长减幅]|减少|下降|上升|提高|降低|涨|变化|相差|差多少|比.{2,12}[多少高低]多少")
_CHANGE = re.compile(r"增|减|升|降|涨|变化|差|比")
_NO_PLACE = re.compile(r"[由没不除的是在被属]")  # 没有由县教育局: no place
_NO_OFFICE = rf"(?![^,。;\s]{{0,16}}(?:{alternation('office_endings')}))"  # 某市财政局's table is not the city's
_FILLER = re.compile(
    r"帮?我?查(?:一下|查|询|找)?|我?想(?:知道|了解|问)|多[大长高远久]|多少|几|哪[一些几]?[个件项家条名位所]?|什么|谁|怎么样?|是否|有没有|最[多少高低大小早晚长短先后迟]|前[一二两三四五六七八九十\d]+[名位个]?"
    rf"|{alternation_in('table_words', 'asked')}|[万亿]"
)


def accounted(question: Question, found: Match, free: bytearray) -> Match | None:
    """Return the match with its score; None where a word of the question, or its year, is not accounted for.

    ``free`` marks the characters of the question that no cell says.
    """
    table, query = found.words.table, question.query
    rows = [table.rows[n].text for n in found.rows]
    agrees = _years_agree(query.years, found) and _holds_change(question, found) and _place_agrees(query, table, rows)
    if not agrees:
        return None
    context = _context(found)
    score = float(sum(not one for one in free))
    for column in found.columns:
        for place in said(column, question.text, free):
            free[place] = 0
            score += 1
    for filler in _FILLER.finditer(question.text):
        free[filler.start() : filler.end()] = bytes(filler.end() - filler.start())
    for word in _left(question, free):
        if _is_said(word, context, query) or _is_all_of(word, table.document.metadata.place):
            score += len(word) / 2
        elif not (rows and all(word in text for text in rows)) and not _is_light(word, query):
            return None
    return replace(found, score=score)


def _left(question: Question, free: bytearray) -> Iterator[str]:
    """Yield the words of the question, or what is left of them, that no cell and no column says."""
    if question.query.kind == "yesno":
        for figure in find_figures(question.text):  # 是不是12000人: what is asked, not what points
            free[figure.start : figure.end] = bytes(figure.end - figure.start)
    for word, start, end in word_spans(question.text):
        left = "".join(char for char, is_free in zip(word, free[start:end], strict=True) if is_free).strip(_AROUND)
        if is_empty(left) or left in optional_words():
            continue
        if left == word or len(left) > 1 or left in _TURNS:
            yield left


def _context(found: Match) -> str:
    """Return what speaks of the table as a whole, and the names of the columns that are meant."""
    table = found.words.table
    used = columns_of_all(found.conditions) | {column.name for column in found.columns}
    metadata = table.document.metadata
    about = (metadata.place, metadata.kind, metadata.organisation, metadata.term)
    return f"{table.caption} {table.above} " + fold(" ".join(filter(None, (*used, *about))))


def _is_all_of(word: str, place: str) -> bool:
    """Tell whether 全县, 全市 … means the place that the document is about."""
    match = _ALL_OF.fullmatch(word)
    return match is not None and (place.endswith(match[1]) or (not place and match[1] != "国"))


def _is_said(word: str, context: str, query: Query) -> bool:
    """Tell whether the context says the word, a place without what it is, or another name of it."""
    if word in context or (len(word) > _SHORTEST_PLACE and word.rstrip("省市县区州") in context):
        return True
    others = (other for e in query.expansions if e.phrase == word for other in e.alternatives)
    return any(other in context for other in (*others, *other_names(word)))


def _holds_change(question: Question, found: Match) -> bool:
    """Tell whether a share or a change that is asked for stands in a column, or follows from two years' figures."""
    bases = [column.base for column in found.columns]
    if _SHARE_ASKED.search(question.text) and not any(_SHARE.search(base) for base in bases):
        return False
    if not _CHANGE_ASKED.search(question.text) or any(_CHANGE.search(base) for base in bases):
        return True
    return len({year for column in found.columns for year in column.years}) > 1 or found.form == "compare"


def _place_agrees(query: Query, table: Table, rows: Sequence[str]) -> bool:
    """Tell whether the table's document, what stands above the table, or each of the rows is about the place asked."""
    places = [place for place in query.places if not _NO_PLACE.search(place)]
    own, heading = fold(table.document.metadata.place), fold(f"{table.caption} {table.above}")
    if own and not any(place in own for place in places):  # a district's figure is not its city's
        agrees = all(re.search(rf"{re.escape(place)}{_NO_OFFICE}", heading) for place in places)
    else:
        agrees = is_about(places, table.document, heading)
    if agrees or not places:
        return True
    return bool(rows) and all(any(place in text for place in places) for text in rows)


def _is_light(word: str, query: Query) -> bool:
    """Tell whether the word asks rather than says: a measure word, a year that is looked at apart, 项目, 情况."""
    if re.fullmatch(r"(?:19|20)\d{2}年?|年度?", word):
        return True
    return is_generic(word) or word in query.units or word in word_list("table_fillers") or word in word_list("units")


def _years_agree(years: Sequence[int], found: Match) -> bool:
    """Tell whether the table, or the cells that are meant, speak of the years asked for."""
    table = found.words.table
    for year in years:
        of_columns = frozenset().union(*(column.years for column in found.columns)) if found.columns else frozenset()
        if of_columns:
            if year not in of_columns:
                return False
        elif not all(str(year) in table.rows[n].text for n in found.rows) and year not in table.years:
            return False
    return True
