"""The texts of QR and Data Matrix codes in an image, by zxing-cpp.

An image is first given to the decoder as it is, and then, until its codes are enough, in forms that undo what spoils
photographs: uneven or little light, blur, noise, a code too small or too large for the decoder. What is decoded passed
the code's own error correction in any form, so a further form adds codes and never changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SMALL, LARGE = 1_000, 2_400
"""Pixels on the longer side: below the first an image is enlarged most, above the second it is also tried reduced."""


def texts_in(image: Image, enough: Callable[[list[str]], bool] = bool) -> list[str]:
    """What the codes say, each text once, until they are `enough`: by default one code."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix])
    found: dict[str, None] = {}
    for form in _forms(image.convert("L")):
        for symbol in zxingcpp.read_barcodes(form, formats=formats, text_mode=zxingcpp.TextMode.Plain):
            found.setdefault(symbol.text)
        if enough(list(found)):
            break
    return list(found)


def _forms(image: Image) -> Iterator[Image]:
    """The image, and then what may be read where it is not, the likeliest first."""
    import PIL.Image
    from PIL import ImageFilter, ImageOps

    def scaled(of: Image, times: float) -> Image:
        size = max(1, round(of.width * times)), max(1, round(of.height * times))
        return of.resize(size, PIL.Image.Resampling.BICUBIC if times > 1 else PIL.Image.Resampling.BOX)

    yield image
    longer = max(image.size)
    if longer > LARGE:
        yield scaled(image, LARGE / 2 / longer)
    even = _evenly_lit(image)
    yield even
    yield even.filter(ImageFilter.GaussianBlur(1.2))
    larger = scaled(even, 2) if longer <= LARGE else even
    yield larger
    yield ImageOps.expand(larger, border=40, fill=255)  # a code cut off at its margin has a margin again
    for radius, percent in ((4, 250), (8, 400), (12, 500)):
        yield larger.filter(ImageFilter.UnsharpMask(radius, percent, 0))
    yield scaled(even, 0.5)
    yield scaled(even, 3) if longer <= SMALL else scaled(even, 0.7)


def _evenly_lit(image: Image) -> Image:
    """Brightness relative to the brightest parts around, so that shadows and little light go."""
    import numpy as np
    import PIL.Image
    from PIL import ImageFilter

    few = image.resize((max(1, image.width // 8), max(1, image.height // 8)), PIL.Image.Resampling.BOX)
    around = few.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(8))
    paper = np.asarray(around.resize(image.size, PIL.Image.Resampling.BILINEAR), dtype=np.float32)
    pixels = np.asarray(image, dtype=np.float32)
    return PIL.Image.fromarray(np.clip(pixels * 255 / np.maximum(paper, 8), 0, 255).astype(np.uint8))
