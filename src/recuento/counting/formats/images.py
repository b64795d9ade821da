"""Photographs, scans and PDFs of sheets: the texts of the codes that are on each, page by page.

A `.txt` file holds texts that somebody decoded already, one code a line.
"""

from __future__ import annotations

import io
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .archives import Member
from .symbols import texts_in

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"})
OTHER_PICTURES = frozenset({".heic", ".heif", ".avif", ".jp2", ".djvu", ".svg", ".dng"})
"""Images that recuento does not open."""
PDF, TEXT = ".pdf", ".txt"
MOST_PIXELS = 80_000_000
"""Of one page. A file of a few bytes can say that it is larger than any memory."""
MOST_PAGES = 500
_DOTS_PER_INCH = 200
_AHEAD = 4

# PDFium keeps state of its own and may be used by one thread at a time.
_pdfium = threading.Lock()


@dataclass(frozen=True)
class Seen:
    """One file: where it is, the texts of its codes in order, and why it could not be opened, if so."""

    where: str
    texts: list[str]
    refusal: str | None = None


def may_show_a_sheet(name: str) -> bool:
    """Whether a file of that name is an image, a PDF, or holds the texts of codes."""
    return PurePosixPath(name).suffix.lower() in {*PICTURES, *OTHER_PICTURES, PDF, TEXT}


def look_at(members: Iterable[Member], enough: Callable[[list[str]], bool]) -> Iterator[Seen]:
    """The codes in each file, in order, on all cores; few files are in memory at once.

    `enough`: whether the texts of an image are all that is sought; until they are, more is tried.
    """
    cores = cpu_count() or 1
    waiting: deque[Future[Seen]] = deque()
    with ThreadPoolExecutor(cores) as pool:  # the decoder and Pillow work outside Python's lock
        for member in members:
            waiting.append(pool.submit(_seen, member, enough))
            if len(waiting) > _AHEAD * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _seen(member: Member, enough: Callable[[list[str]], bool]) -> Seen:
    suffix = PurePosixPath(member.name).suffix.lower()
    if suffix == TEXT:
        text = member.data.decode("utf-8-sig", errors="replace")
        return Seen(member.where, list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())))
    if suffix in OTHER_PICTURES:
        return Seen(member.where, [], "recuento opens no such images: save it as PNG, JPEG, TIFF or PDF")
    import PIL.Image

    found: dict[str, None] = {}
    try:
        for page in _pdf_pages(member.data) if suffix == PDF else _frames(member.data):
            found.update(dict.fromkeys(texts_in(page, enough)))
    except PIL.UnidentifiedImageError:  # its message names an object in memory
        return Seen(member.where, [], "it is damaged, or no image")
    # Pillow raises SyntaxError for some damaged files.
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, PIL.Image.DecompressionBombError) as error:
        return Seen(member.where, list(found), " ".join(str(error).split())[:200])
    return Seen(member.where, list(found))


def _frames(data: bytes) -> Iterator[Image]:
    import PIL.Image
    from PIL import ImageSequence

    with PIL.Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError(f"it has {image.width:,} x {image.height:,} pixels; make it smaller")
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number >= MOST_PAGES:
                raise ValueError(f"it has more than {MOST_PAGES} pages; split it")
            yield frame.convert("L")


def _pdf_pages(data: bytes) -> Iterator[Image]:
    import pypdfium2

    with _pdfium:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    try:
        if pages > MOST_PAGES:
            raise ValueError(f"it has {pages:,} pages; split it")
        for number in range(pages):
            with _pdfium:
                page = document[number]
                width, height = page.get_size()
                scale = min(_DOTS_PER_INCH / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
                image: Image = page.render(scale=scale, grayscale=True).to_pil()
            yield image
    finally:
        with _pdfium:
            document.close()
