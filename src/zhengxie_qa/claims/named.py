"""Who and what a sentence names: persons and their offices, bodies, places, titles in 《》, quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.claims.claim import Claim, ClaimKind
from zhengxie_qa.text import alternation, either_of, is_word, word_count, word_list, word_tag

Word = tuple[str, int, int]  # as text.word_spans gives it

_TITLE = re.compile(r"《([^《》\n]{1,80})》")
_QUOTATION = re.compile(r"“([^“”\n]{1,300})”|「([^「」\n]{1,300})」|『([^『』\n]{1,300})』|\"([^\"\n]{1,300})\"")
_SURNAMES = frozenset(word_list("surnames"))
_OFFICES = alternation("titles_of_persons")
_SURNAME = f"(?:{alternation('surnames')})"
_LEVEL = r"(?:全国|省|市|县|区|镇|乡|州|州级|市级|县级)?(?:政协|人大常委会|人大|政府|委)?"
_OFFICE = re.compile(rf"{_LEVEL}(?:党组|机关)?(?:常务|第一)?副?(?:{_OFFICES})(?!团|会议|会(?!长)|室)")
_BESIDE = re.compile(
    rf"(?:{_OFFICES})\s*[:]?\s*({_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?=[^\u4e00-\u9fff]|$|[围在主到作率带担出等同赴来参代致讲说指强的和与以对就为及为受])"
    rf"|({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?:同志|委员|主席|副主席|书记|先生|女士)"
)
_DOUBLE_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯")
)
_AFTER_NAME = re.compile(
    r"[^\u4e00-\u9fff]|[、和与及围在主到作率带担出等同赴来参代致讲说指强的对为任提介签反汇领督办牵执作所会]|(?:委员|主席|同志|局长|书记|副)"
)
_RARE_WORD = 30  # times in the counts of the word list: 杨淑 was taken for a word, and is half a name
_NO_NAME = re.compile(r"[副正等的了是在和与及对为把被从向由到个些这那不未已将应可各每年月日号万千百十第]")
_BODY_END = re.compile(
    rf"(?:{either_of((*word_list('bodies'), *word_list('body_endings')))})(?![\u4e00-\u9fff]?[长员])"
)
_PLACE_END = re.compile(
    r"(?:自治州|自治县|街道|社区|省|市|县|区|镇|乡|村|路|河|江|湖|山|桥|港)(?![长委民场容级化政府])"
)
_OF_A_NAME = frozenset("nRSTZjbgVxaq")  # parts of speech a name is made of; what is no word may be part of one too
_LONGEST = 14  # characters of a body's name


def named(folded: str, words: Sequence[Word]) -> Iterator[Claim]:
    """Yield what a folded text, cut into ``words``, names."""
    yield from _marked(folded)
    yield from _persons(folded, words)
    for match in _OFFICE.finditer(folded):
        yield Claim("office", match.start(), match.end(), match.group(), match.group())
    for kind, pattern in _ENDS:
        for match in pattern.finditer(folded):
            start = _start(words, match.start(), match.end())
            if match.start() > start:
                name = folded[start : match.end()]
                yield Claim(kind, start, match.end(), name, name)


_ENDS: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (("organisation", _BODY_END), ("place", _PLACE_END))


def _start(words: Sequence[Word], ending: int, end: int) -> int:
    """Return where the name begins that ends with the word at ``ending``: nouns and names that touch one another."""
    start = ending
    for word, low, high in reversed(words):
        if low >= end:
            continue
        if high < start or end - low > _LONGEST or (low < ending and not _may_name(word)):
            break
        start = min(start, low)
    return start


def _may_name(word: str) -> bool:
    tag = word_tag(word)
    return not word.isascii() and (not tag or tag in _OF_A_NAME) and not (not tag and word[0] in _SURNAMES)


def _marked(folded: str) -> Iterator[Claim]:
    for match in _TITLE.finditer(folded):
        yield Claim("title", match.start(1), match.end(1), match[1], match[1])
    for match in _QUOTATION.finditer(folded):
        group = match.lastindex or 0
        yield Claim("quotation", match.start(group), match.end(group), match[group], match[group])


def _persons(folded: str, words: Sequence[Word]) -> Iterator[Claim]:
    found = {(match.start(match.lastindex or 0), match.end(match.lastindex or 0)) for match in _BESIDE.finditer(folded)}
    found |= set(_unknown_names(folded, words))
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached and _may_be_person(folded[start:end]):
            yield Claim("person", start, end, folded[start:end], folded[start:end])
            reached = end


def _unknown_names(folded: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield what begins with a surname and is no word, with the single character behind it where the name has it."""
    for number, (word, start, _) in enumerate(words):
        surname = 2 if word[:2] in _DOUBLE_SURNAMES else 1
        ordinary = is_word(word) and word_tag(word) != "R" and surname == 1 and word_count(word) > _RARE_WORD
        if ordinary or not (word[0] in _SURNAMES or surname == 2):
            continue
        last = _end_of_name(folded, words[number : number + 2], surname)
        if surname < last - start <= surname + 2 and (last - start > 2 or _ends_name(folded, last)):
            yield start, last


def _end_of_name(folded: str, words: Sequence[tuple[str, int, int]], surname: int) -> int:
    """Return where the name that begins with the first of ``words`` ends: behind the one character it may have."""
    (word, _, end), *rest = words
    if rest and len(word) <= surname + 1:
        follows, begins, last = rest[0]
        if begins == end and len(follows) == 1 and _ends_name(folded, last):
            return last
    return end


def _ends_name(folded: str, end: int) -> bool:
    return end == len(folded) or _AFTER_NAME.match(folded, end) is not None


def _may_be_person(name: str) -> bool:
    """Tell whether no two characters side by side are a word that is no name: 单位叫 is none."""
    if _NO_NAME.search(name) or is_word(name):
        return word_tag(name) == "R" and len(name) > 2 and not _NO_NAME.search(name)
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return all(
        word_count(pair) <= _RARE_WORD or word_tag(pair) == "R" or pair in _DOUBLE_SURNAMES for pair in pairs[:1]
    )
