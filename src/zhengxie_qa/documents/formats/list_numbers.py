"""The numbers that a program writes before the items of a list: 3, c, iv, 十二, ③."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
_ROMAN_SMALL = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HIGHEST = 9_999  # counts above are written in digits, whatever the format


def written(number: int, format: str) -> str:
    """Return ``number`` as a list format of Word writes it.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(4, "lowerRoman")
    ('十二', '③', 'iv')
    """
    if not 0 < number <= _HIGHEST:
        return str(number)
    if format.startswith(("chinese", "taiwanese", "japanese", "ideograph")):
        return chinese(number)
    if format.startswith("decimalEnclosedCircle") and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if format in ("upperLetter", "lowerLetter"):
        return chr(ord("A" if format == "upperLetter" else "a") + (number - 1) % 26)
    if format == "upperRoman":
        return _roman(number)
    return _roman(number).lower() if format == "lowerRoman" else str(number)


def chinese(number: int) -> str:
    """Return ``number`` (1–9999) in Chinese: 十二, 一百零五."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN + _ROMAN_SMALL:
        count, number = divmod(number, value)
        text += letters * count
    return text
