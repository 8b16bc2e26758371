"""Scanned pages, made: text set on a sheet as offices print it, then what a scanner does to it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

A4 = (8.27, 11.69)  # inches
_MARGIN = 1.1  # inches
_NO_START = "，。、；：！？）》”’%"  # marks that begin no line
_LEADING = 1.75  # of the size
_TITLE = 22.0  # points
_RED = (205, 30, 35)


@cache
def font_file() -> str:
    """Return the file of a Chinese serif font of the system; empty where there is none."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Noto Serif CJK SC:lang=zh-cn"], capture_output=True, text=True, check=False
    ).stdout
    return found if "CJK" in found or "cjk" in found.lower() else ""


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    path = font_file()
    return ImageFont.truetype(path, pixels, index=2 if path.endswith(".ttc") else 0)


class PrintedPage:
    """A sheet of A4 that is printed on from the top down."""

    def __init__(self, dpi: int = 200, size: float = 16.0) -> None:
        self.dpi, self.size = dpi, size
        self.image = Image.new("RGB", (round(A4[0] * dpi), round(A4[1] * dpi)), "white")
        self._draw = ImageDraw.Draw(self.image)
        self._left, self._right = round(_MARGIN * dpi), round((A4[0] - _MARGIN) * dpi)
        self.y = round(_MARGIN * dpi)

    def pixels(self, points: float) -> int:
        """Return how many pixels ``points`` are."""
        return round(points * self.dpi / 72)

    @property
    def room(self) -> float:
        """The points left above the foot of the page."""
        return (A4[1] - _MARGIN) * 72 - self.y * 72 / self.dpi

    def head(self, name: str, number: str) -> None:
        """Print a red head: the body's name, the document's number, a red rule."""
        self.centred(name, 40.0, _RED)
        self.centred(number, self.size)
        self._draw.line((self._left, self.y, self._right, self.y), fill=_RED, width=max(2, self.pixels(2)))
        self.y += self.pixels(24)

    def centred(self, text: str, size: float = _TITLE, fill: tuple[int, int, int] = (0, 0, 0)) -> None:
        """Print a line in the middle."""
        font = _font(self.pixels(size))
        self._draw.text(((self._left + self._right - font.getlength(text)) / 2, self.y), text, font=font, fill=fill)
        self.y += self.pixels(size * _LEADING)

    def paragraph(self, text: str, indent: bool = True) -> None:
        """Print a paragraph, broken at the margin and set to both edges."""
        font = _font(self.pixels(self.size))
        lines = self._broken("　　" * indent + text, font)
        for n, line in enumerate(lines):
            spare = self._right - self._left - font.getlength(line) if n + 1 < len(lines) else 0.0
            at = float(self._left)
            for char in line:
                self._draw.text((at, self.y), char, font=font, fill="black")
                at += font.getlength(char) + (spare / (len(line) - 1) if len(line) > 1 else 0.0)
            self.y += self.pixels(self.size * _LEADING)

    def _broken(self, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
        lines = [""]
        for char in text:
            if font.getlength(lines[-1] + char) > self._right - self._left + 1:
                if char in _NO_START and len(lines[-1]) > 1:
                    lines[-1], char = lines[-1][:-1], lines[-1][-1] + char  # noqa: PLW2901
                lines.append("")
            lines[-1] += char
        return lines

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float = 12.0) -> None:
        """Print a ruled table; ``widths`` are shares of the page's width."""
        font = _font(self.pixels(size))
        high = self.pixels(size * 1.8)
        edges = [self._left + round((self._right - self._left) * sum(widths[:n])) for n in range(len(widths) + 1)]
        top = self.y
        for row in rows:
            for left, right, cell in zip(edges, edges[1:], row, strict=False):
                at = (left + right - font.getlength(cell)) / 2
                self._draw.text((at, self.y + self.pixels(size * 0.25)), cell, font=font, fill="black")
            self._draw.line((edges[0], self.y, edges[-1], self.y), fill="black", width=2)
            self.y += high
        self._draw.line((edges[0], self.y, edges[-1], self.y), fill="black", width=2)
        for edge in edges:
            self._draw.line((edge, top, edge, self.y), fill="black", width=2)
        self.y += self.pixels(size)

    def foot(self, text: str) -> None:
        """Print the page number."""
        font = _font(self.pixels(14))
        middle = (self._left + self._right - font.getlength(text)) / 2
        self._draw.text((middle, round((A4[1] - 0.9) * self.dpi)), text, font=font, fill="black")

    def seal(self, x: float, y: float, name: str) -> None:
        """Stamp a round red seal with its middle at ``x``, ``y`` (shares of the page), over what is printed."""
        side = round(1.65 * self.dpi)  # 42 mm
        stamp = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        draw = ImageDraw.Draw(stamp)
        ink = (*_RED, 215)
        draw.ellipse((3, 3, side - 4, side - 4), outline=ink, width=max(3, side // 40))
        letters = _font(side // 8)
        for n, char in enumerate(name):
            piece = Image.new("RGBA", (side, side), (0, 0, 0, 0))
            ImageDraw.Draw(piece).text((side / 2 - side / 16, side * 0.05), char, font=letters, fill=ink)
            turn = 120 - 240 * n / max(len(name) - 1, 1)
            stamp.alpha_composite(piece.rotate(turn, center=(side / 2, side / 2)))
        draw.regular_polygon((side / 2, side / 2, side / 7), 5, rotation=0, fill=ink)
        width, height = self.image.size
        under = self.image.convert("RGBA")
        layer = Image.new("RGBA", under.size, (0, 0, 0, 0))
        layer.paste(stamp, (round(x * width - side / 2), round(y * height - side / 2)))
        ink_over = Image.alpha_composite(under, layer).convert("RGB")
        darker = np.minimum(np.asarray(ink_over), np.where(np.asarray(self.image) < 90, np.asarray(self.image), 255))
        self.image = Image.fromarray(darker.astype(np.uint8))
        self._draw = ImageDraw.Draw(self.image)


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does: the page lies askew, the paper is grey, there is noise, the file is a JPEG."""

    degrees: float = 0.0
    grey: int = 0  # levels by which the paper is darker than white
    noise: float = 0.0  # levels, one standard deviation
    blur: float = 0.0  # pixels
    quality: int = 90  # of JPEG
    seed: int = 1

    def scanned(self, image: Image.Image) -> Image.Image:
        """Return ``image`` as it comes from the scanner."""
        if self.degrees:
            image = image.rotate(self.degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")
        if self.blur:
            image = image.filter(ImageFilter.GaussianBlur(self.blur))
        if self.grey or self.noise:
            pixels = np.asarray(image).astype(np.float32) * ((255 - self.grey) / 255)
            pixels += np.random.default_rng(self.seed).normal(0, self.noise, pixels.shape)
            image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        return Image.open(io.BytesIO(jpeg(image, self.quality)))


CLEAN = Scanner()
WORN = Scanner(degrees=2.4, grey=35, noise=9.0, blur=0.6, quality=45)


def upside_down(scanner: Scanner) -> Scanner:
    """Return ``scanner`` with the page laid the wrong way round."""
    return replace(scanner, degrees=scanner.degrees + 180)


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    """Return ``image`` as a JPEG."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def pdf(images: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """Return a .pdf whose pages are just these pictures."""
    buffer = io.BytesIO()
    first, *others = [image.convert("RGB") for image in images]
    first.save(buffer, "PDF", resolution=float(dpi), save_all=True, append_images=others, quality=90)
    return buffer.getvalue()


def written(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` and return it."""
    path.write_bytes(data)
    return path
