"""The text of a Word paragraph as it is printed: tick boxes, equations and readings over characters included."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from zhengxie_qa.documents.formats.superscripts import raised

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = qn("w:txbxContent")
UNPRINTED = frozenset(
    qn(tag) for tag in ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "w:rt", "w:sdtPr")
) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the second copy of a text box
}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_OFF = ("0", "false", "off")
_TICKED, _EMPTY = "☑", "☐"
_SIGNS = {  # by symbol font: the low byte of a character
    "wingdings": {0x6F: _EMPTY, 0x71: _EMPTY, 0x72: _EMPTY, 0xA8: _EMPTY, 0x78: _TICKED, 0xFD: _TICKED, 0xFE: _TICKED}
    | {0xFB: "✗", 0xFC: "✓"},
    "wingdings 2": dict.fromkeys(range(0x51, 0x55), _TICKED) | {0xA3: _EMPTY, 0x4F: "✗", 0x50: "✓"},
}
_PRIVATE = range(0xE000, 0xF900)  # where symbol fonts keep their characters


def printed_text(element: Any) -> str:
    """Return the text of a paragraph, without that of text boxes in it."""
    parts: list[str] = []
    pending = list(element)[::-1]
    while pending:
        one = pending.pop()
        if one.tag in UNPRINTED or one.tag == _BOX or _is_hidden(one):
            continue
        if (own := _own_text(one)) is not None:
            parts.append(raised("".join(parts[-2:]), own) if _is_raised(one) else own)
        else:
            pending.extend(list(one)[::-1])
    return "".join(parts)


def is_printed(element: Any) -> bool:
    """Say whether nothing around ``element`` keeps it from being printed."""
    return not any(parent.tag in UNPRINTED for parent in element.iterancestors())


def _own_text(one: Any) -> str | None:
    """Return what ``one`` stands for; None where its children say it."""
    if one.tag == qn("w:t"):
        return _in_font(one)
    if one.tag == qn("w:sym"):
        return _symbol(one.get(qn("w:font")) or "", one.get(qn("w:char")) or "")
    if one.tag == qn("w:sdt"):
        box = one.find(f"{qn('w:sdtPr')}/{_W14}checkbox")
        return None if box is None else _tick(box.find(f"{_W14}checked"), f"{_W14}val")
    if one.tag == qn("w:fldChar"):
        box = one.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
        if box is None:
            return ""
        state = box.find(qn("w:checked"))
        return _tick(box.find(qn("w:default")) if state is None else state, qn("w:val"))
    return linear(one) if one.tag == f"{_MATH}oMath" else _BREAKS.get(one.tag)


def _is_raised(text: Any) -> bool:
    place = text.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return place is not None and place.get(qn("w:val")) == "superscript"


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return mark is not None and mark.get(qn("w:val")) not in _OFF


def _tick(state: Any | None, name: str) -> str:
    return _TICKED if state is not None and (state.get(name) or "1") not in _OFF else _EMPTY


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    sign = _SIGNS.get(font.lower(), {}).get(number & 0xFF)
    return sign or (chr(number) if 0x20 <= number < _PRIVATE.start else "")


def _in_font(text: Any) -> str:
    """Return the text of ``w:t``; typed in a symbol font, letters are boxes."""
    fonts = text.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    signs = {} if fonts is None else _SIGNS.get((fonts.get(qn("w:ascii")) or "").lower(), {})
    letters = str(text.text or "")
    if not signs:
        return letters
    return "".join(
        signs.get(ord(one) & 0xFF, one) if ord(one) < 0x100 or ord(one) in _PRIVATE else one for one in letters
    )


def linear(element: Any) -> str:
    """Return an equation in one line: (a+b)/2, x^2, √(n)."""
    kind = element.tag.removeprefix(_MATH)
    if element.tag in UNPRINTED or (kind.endswith("Pr") and kind != element.tag):
        return ""
    if kind == "t" or element.tag == qn("w:t"):
        return str(element.text or "")
    if kind == "d":
        return _bracketed(element)
    if kind in ("m", "eqArr"):
        return "；".join(filter(None, map(linear, element)))
    return _built(element, kind) or "".join(map(linear, element))


def _built(element: Any, kind: str) -> str:
    """Return a fraction, root, sum or what has small marks; empty for anything else."""
    part = {child.tag.removeprefix(_MATH): linear(child) for child in element}
    base = _bound(part.get("e", ""))
    if kind == "f":
        return f"{_bound(part.get('num', ''))}/{_bound(part.get('den', ''))}"
    if kind in ("sSup", "sSub", "sSubSup"):
        return base + _scripts(part)
    if kind == "rad":
        return f"{part.get('deg', '')}√{base}"
    return f"{_character(element, 'chr') or '∫'}{_scripts(part)} {base}" if kind == "nary" else ""


def _bracketed(element: Any) -> str:
    inner = "，".join(linear(child) for child in element.findall(f"{_MATH}e"))
    begin, end = _character(element, "begChr"), _character(element, "endChr")
    return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"


def _scripts(part: dict[str, str]) -> str:
    low, high = part.get("sub", ""), part.get("sup", "")
    return (f"_{_bound(low)}" if low else "") + (f"^{_bound(high)}" if high else "")


def _bound(text: str) -> str:
    """Return ``text`` in brackets where it is more than one number, name or letter."""
    return text if text.replace(".", "").isalnum() else f"({text})" if text else ""


def _character(element: Any, name: str) -> str | None:
    found = element.find(f"*/{_MATH}{name}")
    return None if found is None else str(found.get(f"{_MATH}val") or "")
