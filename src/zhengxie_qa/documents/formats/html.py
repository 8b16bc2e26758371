"""Reader of web pages: the article, not the site around it."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.html_headline import below_headline, headline_of, without_levels
from zhengxie_qa.documents.formats.html_lists import ItemNumbers
from zhengxie_qa.documents.formats.html_source import page_source, saved_page
from zhengxie_qa.documents.formats.html_tables import table_grid
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line
from zhengxie_qa.documents.formats.superscripts import write_raised
from zhengxie_qa.documents.formats.tables import table_lines

_DEEPEST = 240  # levels; the parser drops without a word what is nested deeper

_DROPPED = re.compile(
    r"script|style|noscript|template|head|nav|aside|footer|form|button|select|input|textarea|iframe|object"
    r"|embed|svg"
)
_CHROME = re.compile(  # class and id names of what stands around an article
    r"(?:^|[\s_-])(?:\w*nav|navbar|navigation|menu|crumbs?|breadcrumbs?|location|position|sidebar|aside|footer|foot|copyright"
    r"|toolbar|tools|share|bdshare|social|related|recommend|hot|rank|comments?|pagination|pager|pages|pn|prev|next|prenext"
    r"|login|search|banner|ads?|advert|links?|friendlink|qrcode|print|fontsize|topbar|top)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h1|h2|h3"
    r"|h4|h5|h6|header|hr|li|main|ol|p|pre|section|summary|table|tbody|td|th|tr|ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PROSE = re.compile(r"[，。；：！？、]")
_MOST = 0.85  # share of the page's prose that the article holds
_SITE = re.compile(r"\s*[-—–_|｜·»]+\s*([^-—–_|｜·»]{2,30})$")  # 标题——某某市政协网


def read_html(data: bytes) -> Draft:
    """Read a saved web page; raises ``UnreadableError``."""
    source, encoding = page_source(data)
    tree = _parsed(source)
    title = one_line("".join(tree.xpath("//head//title[1]//text()")))
    body = tree.find("body")
    if body is None:
        raise UnreadableError("网页没有正文")
    prose = _all_prose(body)
    whole = _visible_length(body)
    for element in [one for one in body.iter() if _is_chrome(one, prose)]:
        if element.getparent() is not None:
            element.drop_tree()
    write_raised(body)
    article = _article(body)
    lines = _Lines(article).lines
    headline = headline_of(lines, title)
    heading = headline or next((line.text for line in lines if line.level == 1), "")
    site = _SITE.search(title)
    names = {"title": title[: site.start()] if site else title, "site": site[1] if site else "", "encoding": encoding}
    kept = without_levels(below_headline(lines, headline), heading)
    left = whole - _visible_length(article)
    notes = [f"网页正文以外的菜单、页眉、页脚、按钮等，约 {left} 字"] if left > 0 else []
    return Draft(kept, title=heading, properties=names, notes=notes)


def read_mhtml(data: bytes) -> Draft:
    """Read a page saved with everything it needs as one file (.mht, .mhtml); raises ``UnreadableError``."""
    return read_html(saved_page(data))


def _parsed(source: str) -> Any:
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\0", ""))
    try:
        tree = lxml_html.document_fromstring(source, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError("网页格式已损坏") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableError(f"网页嵌套过深（超过 {_DEEPEST} 层），内容不能完整读出")
    return tree


def _is_chrome(element: Any, prose: int) -> bool:
    """Say whether ``element`` stands around the article; a form around most of the page's ``prose`` does not."""
    tag = element.tag
    if (
        (_DROPPED.fullmatch(tag) and not (tag == "form" and 2 * _all_prose(element) > prose))
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "")
    ):
        return True
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    if tag in ("body", "article", "main", "table", "td", "tr", *_HEADINGS):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _CHROME.search(names) is not None and not _is_long_prose(element)


def _all_prose(element: Any) -> int:
    return sum(_own_prose(one) for one in element.iter() if one.tag not in ("script", "style", "option"))


def _is_long_prose(element: Any) -> bool:
    """Say whether an element named like chrome holds an article nevertheless."""
    text, links = _ink(element)
    return text - links > 200 and links < text / 4


def _ink(element: Any) -> tuple[int, int]:
    """Return how many characters ``element`` has, and how many of them stand in links."""
    links = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return len("".join(element.itertext()).strip()), links


def _visible_length(element: Any) -> int:
    """Return how many characters of ``element`` a browser shows."""
    hidden = ("script", "style", "noscript", "template", "option")
    texts = (text for one in element.iter() if one.tag not in hidden for text in (one.text, one.tail) if text)
    return sum(len("".join(text.split())) for text in texts)


def _article(body: Any) -> Any:
    """Return the smallest element that holds nearly all of the page's prose, with the headline above it."""
    elements = list(body.iter())  # held, since lxml makes elements anew when asked
    prose = {id(element): _own_prose(element) for element in elements}
    for element in reversed(elements):
        if element is not body:
            prose[id(element.getparent())] += prose[id(element)]
    whole, article = prose[id(body)], body
    while True:
        inner = next((child for child in article if whole and prose[id(child)] >= _MOST * whole), None)
        if inner is None or inner.tag in ("p", "table", "ul", "ol", "tbody", *_HEADINGS):
            break
        article = inner
    return _with_headline(body, article)


def _with_headline(body: Any, article: Any) -> Any:
    headline = next(body.iter("h1"), None)
    if headline is None or headline is article or article in headline.iterancestors():
        return article
    around = set(headline.iterancestors())
    return next((one for one in article.iterancestors() if one in around), article)


def _own_prose(element: Any) -> int:
    """Return the length of the sentences that stand directly in ``element`` or in an inline part of it."""
    if element.tag == "a":
        return 0
    texts = (element.text, *(child.tail for child in element))
    return sum(len(text) for text in texts if text and _PROSE.search(text))


class _Lines:
    """The reading lines of an article."""

    def __init__(self, article: Any) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._level: int | None = None
        self._tables = 0
        self._items = ItemNumbers()
        self._number = ""  # of the list item that begins here
        self._block(article)
        self._close()

    def _block(self, element: Any) -> None:
        """Gather the text of ``element``; recursion is bounded by the depth that the parser allows."""
        if element.tag == "table" and _is_data(element):
            self._close()
            self._tables += 1
            grid, header_rows = table_grid(element)
            self.lines += table_lines(grid, self._tables, header_rows, self.lines)
            return
        is_block = _BLOCKS.fullmatch(element.tag) is not None
        level, before = _HEADINGS.get(element.tag), self._level
        if is_block or element.tag == "br":
            self._close()
            self._level = level or before
        if element.tag == "li":
            self._number = self._items.next(element)
        self._pieces.append(element.text or "")
        for child in element:
            self._block(child)
            self._pieces.append(child.tail or "")
        if is_block:
            self._close()
            self._level = before

    def _close(self) -> None:
        text = re.sub(r"[ \t\n\r\f\v\xa0]+", " ", "".join(self._pieces))
        if line := one_line(text):
            self.lines.append(Line(self._number + line, self._level))
            self._number = ""
        self._pieces = []


def _is_data(table: Any) -> bool:
    """Tell a table of data from one that lays out the page."""
    return len(list(table.iter("table"))) == 1 and table.find(".//h1") is None and len(list(table.iter("td", "th"))) > 1
