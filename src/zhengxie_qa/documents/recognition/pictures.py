"""Files and PDF pages → pictures to recognise: a page at a time, within limits on pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.recognition.engine import Picture

_DPI = 200  # of a PDF page: a letter of 10 points has 28 pixels, and the recogniser takes lines of 48
_LONGEST_SIDE = 5_000  # pixels of a PDF page, however large its paper is
_INCH = 72.0
_PAPER = 595.0, 842.0  # points: a picture is as wide as a sheet of A4, upright or lying
_MOST_PIXELS = 80_000_000  # of a picture file: 240 MB in colours; a sheet of A3 at 600 dots has 70 million
_WIDEST = 2_500  # pixels: larger pictures are reduced, the recogniser sees no more
_TALLEST = 2.2  # times as high as it is wide: more is several pages under each other
_CUT = 1.5  # times as high as it is wide: where such a picture is cut, between two lines
_SOUGHT = 0.3  # of a piece: how far up an empty row is looked for
_MOST_FRAMES = 3_000
_BAND = 512  # rows that are made smaller together: what is made on the way stays small
_ORIENTATION = 0x0112  # of the tags of a photograph: how the camera was held
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N")  # modes of grey in 16 bits, which Pillow would cut off at 255


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of a page and the size of its pixels in points."""

    picture: Picture
    points: float


def page_sheet(page: Any, dpi: int = _DPI) -> Sheet:
    """Return the picture of a PDF page."""
    width, height = page.get_size()
    scale = min(dpi / _INCH, _LONGEST_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, prefer_bgrx=False, rev_byteorder=False, grayscale=False)
    try:
        pixels = np.array(bitmap.to_numpy())
    finally:
        bitmap.close()
    return Sheet(_in_colours(pixels), 1 / scale)


def _in_colours(pixels: np.ndarray) -> Picture:
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3], np.uint8)


def file_frames(data: bytes) -> int:
    """Return how many pictures a file holds; raises ``UnreadableError`` as ``file_sheets`` does."""
    with _opened(data) as image:
        return int(getattr(image, "n_frames", 1))


def file_sheets(data: bytes) -> Iterator[tuple[int, Sheet]]:
    """Yield the pages of a picture file, each with the number of its frame, counted from 1.

    A picture that is several pages high, as of a long web page, is cut between lines.
    Raises ``UnreadableError`` when it is damaged, too large or no picture.
    """
    image = _opened(data)
    frames = int(getattr(image, "n_frames", 1))
    for number in range(1, frames + 1):
        try:
            image.seek(number - 1)
            _check_size(image)
            picture = _as_held(_reduced(image), image.getexif().get(_ORIENTATION, 1))
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"图片第 {number} 页已损坏，无法读出") from error
        if number == frames:
            image.close()  # its pixels go before the last page is recognised
        for piece in _pieces(picture):
            high, wide = piece.shape[:2]
            yield number, Sheet(piece, (_PAPER[0] if high >= wide else _PAPER[1]) / wide)


def _opened(data: bytes) -> Any:
    Image.MAX_IMAGE_PIXELS = None  # sizes are checked below, where the line says how large it is
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        _check_size(image)
        frames = int(getattr(image, "n_frames", 1))
    except UnreadableError:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableError("图片已损坏，或不是 PNG、JPEG、TIFF 图片") from error
    if frames > _MOST_FRAMES:
        raise UnreadableError(f"页数过多（{frames} 页，上限 {_MOST_FRAMES} 页），请拆分后再放入")
    return image


def _check_size(image: Any) -> None:
    width, height = image.size
    if width * height > _MOST_PIXELS:
        size = f"{width}×{height} 像素，上限 {_MOST_PIXELS // 10**6} 百万像素"
        raise UnreadableError(f"图片过大（{size}），请缩小后再放入")


def _reduced(image: Any) -> Picture:
    """Return the pixels of ``image`` on white, made smaller where it is larger than is of use."""
    wide, high = image.size
    scale = min(1.0, _WIDEST / min(wide, high))
    width, height = max(1, int(wide * scale)), max(1, int(high * scale))
    image.load()
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _BAND):
        bottom = min(top + _BAND, height)
        first, last = int(top * high / height), min(high, -int(-bottom * high // height))
        band = _flat(image.crop((0, first, wide, last)))
        if scale < 1:
            box = (0.0, top * high / height - first, float(wide), min(bottom * high / height, last) - first)
            band = band.resize((width, bottom - top), Image.Resampling.BOX, box=box)
        pixels[top:bottom] = np.asarray(band)[:, :, ::-1]
    return pixels


def _flat(image: Any) -> Any:
    """Return ``image`` in colours without transparency, on white."""
    if image.mode in _DEEP:
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _as_held(picture: Picture, orientation: int) -> Picture:
    """Return ``picture`` as the camera's tag says that it was held; the numbers are those of EXIF."""
    if orientation in (5, 7):
        picture = picture.transpose(1, 0, 2)
    elif orientation in (2, 4):
        picture = picture[:, ::-1]
    turns = {3: 2, 4: 2, 6: 3, 7: 2, 8: 1}.get(orientation, 0)
    return np.ascontiguousarray(np.rot90(picture, turns))


def _pieces(picture: Picture) -> Iterator[Picture]:
    height, width = picture.shape[:2]
    if height <= _TALLEST * width:
        yield picture
        return
    uneven = picture.max(axis=(1, 2)).astype(int) - picture.min(axis=(1, 2))
    top, length = 0, round(_CUT * width)
    while height - top > length:
        first = top + round((1 - _SOUGHT) * length)
        cut = first + len(uneven[first : top + length]) - 1 - int(np.argmin(uneven[first : top + length][::-1]))
        yield np.ascontiguousarray(picture[top:cut])
        top = cut
    yield np.ascontiguousarray(picture[top:])
