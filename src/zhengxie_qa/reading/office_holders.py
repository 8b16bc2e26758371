"""Who holds an office: of several documents that name a holder the newest says who holds it now.

Last year's minutes answer 市政协主席是谁 as well as this year's, in nearly the same words; only the day tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, is_about
from zhengxie_qa.reading.bylines import HEAD
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import alternation, alternation_in, fold, sentences
from zhengxie_qa.types import Document, Hit

_TITLE, _BODY, _NOW, _PAST = (alternation_in("offices_held", part) for part in ("title", "body", "now", "past"))
_LEVEL = "自治[区州县]|[省市县区州旗镇乡]"
_OFFICE = re.compile(
    rf"(?P<level>{_LEVEL}|全国)?(?P<body>{_BODY})?的?(?P<deputy>(?:常务)?副)?(?P<title>{_TITLE})(?![团台会])"
)
_ASKS_WHO = re.compile(
    r"(?:的名字|的姓名)?(?:现在)?(?:都|分别|各|又)?(?:是|有|叫|为|由)?(?:谁|哪[位几些个]|什么名|什么人|姓什么)"
)
_NAME = rf"(?:{alternation('surnames')})[\u4e00-\u9fff]{{1,2}}"
_IS_IT = re.compile(rf"(?:难道)?(?:还|就)?(?:不是|是不是|是){_NAME}[吗吧么?。]*$")
_WHO_IS = re.compile(r"谁(?:是|担任|在当|当|任)了?[^,。?]{0,8}$")
_NAMES = rf"{_NAME}(?:、{_NAME})*"
_ALSO = r"(?:[、兼](?:[\u4e00-\u9fff]{0,4}党组|[省市县区州]委)(?:副?书记|常委|委员|成员))*[ \u3000:]*"  # 主席、党组书记
_UNIT = re.compile(rf"(?:{alternation('region_units')})$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_SAME = {"人民政府": "政府", "人民代表大会常务委员会": "人大", "人大常委会": "人大"}
_MOST = 6  # documents naming a holder that are looked at, the newest first


@dataclass(frozen=True, slots=True)
class _Office:
    level: str
    body: str
    deputy: bool
    title: str


@dataclass(frozen=True, slots=True)
class _Naming:
    """A sentence that names who holds the office."""

    document: Document
    start: int
    end: int
    names: tuple[str, ...]


def asks_for_holder(query: Query) -> bool:
    """Tell whether ``query`` asks who holds an office."""
    return _asked(query) is not None


def doubts_a_name(query: Query) -> bool:
    """Tell whether ``query`` only doubts a name (不是张三吗) and does not say of what."""
    return query.kind == "yesno" and not query.context and _IS_IT.match(query.text) is not None


def holder_of_office(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the sentence of the newest document that names the holder asked for; nothing where none names one."""
    office = _asked(query)
    if office is None:
        return []
    office = replace(office, level=office.level or _level_of_places(index, query))
    found = [naming for document in _documents(index, query, hits) if (naming := _best(document, office))][:_MOST]
    if not found:
        return []
    listing = [naming for naming in found if len(naming.names) > 1] if office.deputy else []
    newest = next(iter(listing or found))
    return [span_of(index, newest.document, newest.start, newest.end)]


def _asked(query: Query) -> _Office | None:
    """Return the office whose holder ``query`` asks for."""
    if _IS_IT.match(query.text):  # 不是张三吗, after 主席是谁
        return _asked(replace(query, text=query.context, kind="who", context=""))
    text = re.sub(_NOW, "", query.text)
    if query.kind not in ("who", "list", "yesno"):
        return None
    for match in _OFFICE.finditer(text):
        asks = _IS_IT if query.kind == "yesno" else _ASKS_WHO
        if asks.match(text, match.end()) or _WHO_IS.search(text[: match.start()]):
            body = match["body"] or ""
            return _Office(match["level"] or "", _SAME.get(body, body), match["deputy"] is not None, match["title"])
    return None


def _level_of_places(index: PassageIndex, query: Query) -> str:
    """Return what the place that is asked about is: 市 where the documents know it as a city."""
    for document in index.documents.values():
        place = fold(document.metadata.place)
        if any(place.startswith(name) and len(place) - len(name) == 1 for name in query.places):
            return place[-1]
    return ""


def _documents(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Document]:
    """Return the documents that may name the holder, the newest first: of the place asked about, or of the best found.

    Those that name no place are taken where they were found.
    """
    found = [index.documents[path] for path in dict.fromkeys(hit.passage.document for hit in hits)]
    place = next((d.metadata.place for d in found if d.metadata.place), "")
    places = query.places or ((_UNIT.sub("", fold(place)),) if place else ())
    held = [d for d in index.documents.values() if is_about(places, d, d.text[:HEAD])] if places else []
    if not query.places:
        held += [d for d in found if not d.metadata.place]
    years = () if re.search(_NOW, query.text) else tuple(map(str, query.years))
    of_years = (d for d in held if not years or _day_of(d).startswith(years))
    return sorted({d.path: d for d in of_years}.values(), key=_day_of, reverse=True)


def _day_of(document: Document) -> str:
    return document.metadata.date or str(document.metadata.year or "")


def _best(document: Document, office: _Office) -> _Naming | None:
    """Return the sentence of ``document`` that names the holder, of several the one that names most."""
    if office.title not in document.text:
        return None
    namings = list(_namings(document, office))
    return max(namings, key=lambda naming: len(naming.names), default=None)


def _namings(document: Document, office: _Office) -> Iterator[_Naming]:
    deputy = "(?:常务)?副" if office.deputy else "(?<!副)"
    held = rf"(?P<level>{_LEVEL}|全国)?(?P<body>{_BODY})?(?P<title>{deputy}{office.title})"
    before, behind = (
        re.compile(rf"{held}{_ALSO}(?P<names>{_NAMES})"),
        re.compile(rf"(?P<names>{_NAMES})(?:同志)?(?:当选为?|为|担任|出任|任)[^,。;]{{0,8}}?{held}(?![团台会])"),
    )
    year = document.metadata.year or 0
    for start, end in sentences(document.text):
        if office.title not in document.text[start:end]:
            continue
        said = fold(document.text[start:end])
        if any(int(told) < year - 1 for told in _YEAR.findall(said)):
            continue  # what was: 2003年1月任省政协主席
        for match in (*before.finditer(said), *behind.finditer(said)):
            if _is_held(document, office, match):
                yield _Naming(document, start, end, tuple(match["names"].split("、")))


def _is_held(document: Document, office: _Office, match: re.Match[str]) -> bool:
    """Tell whether what ``match`` names is the office asked for: of its body and level, and not one of the past."""
    ahead = match.string[: match.start()]
    if re.search(rf"(?:{_PAST})$", ahead):
        return False
    body, level = _SAME.get(match["body"] or "", match["body"] or ""), match["level"] or ""
    if office.body and body != office.body and (body or office.body not in ahead):
        return False
    if not office.level:
        return True
    if level:
        return level[-1] == office.level[-1]
    return office.level in ahead or document.metadata.place.endswith(office.level)
