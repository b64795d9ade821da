"""Photographs of sheets with codes, simulated: how many of them are read, by difficulty, beside bare zxing-cpp.

A sheet is drawn (ruled lines, rows of figures, one QR Code as the Venezuelan sheets of 2024 have it), and then spoilt as
photographs are: turned, blurred, dim and noisy, cropped at the code's margin, folded, taken from the side, small.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from recuento.counting.formats.symbols import texts_in

WIDTH, HEIGHT = 1000, 1400
Spoil = Callable[[Image.Image, float, random.Random], Image.Image]


def text_of(rng: random.Random) -> str:
    """The text of a code: station, table and 38 figures."""
    votes = ",".join(str(rng.choice([0, 0, 0, rng.randint(0, 300)])) for _ in range(38))
    return f"{rng.randint(10**8, 10**9)}.{rng.randint(1, 30):02}.1.0001!{votes}!{rng.randint(0, 9)}!0"


def sheet(text: str, rng: random.Random) -> Image.Image:
    """The page as it is printed."""
    page = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(page)
    for y in range(80, HEIGHT - 520, 34):
        draw.line((60, y, WIDTH - 60, y), fill=60, width=2)
        draw.text((80, y + 9), f"CANDIDATE {rng.randint(1, 99)}", fill=30)
        draw.text((700, y + 9), str(rng.randint(0, 400)), fill=30)
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = Image.fromarray(np.asarray(code.to_image(scale=5, add_quiet_zones=True)))
    page.paste(drawn, ((WIDTH - drawn.width) // 2, HEIGHT - 480))
    return page


def turned(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """Up to a quarter of a turn, either way."""
    return page.rotate(rng.choice([-1, 1]) * level * 45, Image.Resampling.BILINEAR, expand=True, fillcolor=90)


def blurred(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """Out of focus."""
    return page.filter(ImageFilter.GaussianBlur(1 + level * 3 * rng.uniform(0.8, 1.0)))


def dim(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """Little light, from one side, and the noise of a sensor."""
    pixels = np.asarray(page, dtype=np.float32)
    light = np.linspace(1.0, 1.0 - 0.85 * level, WIDTH)[None, :] * (1.0 - 0.75 * level)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 2 + 10 * level, pixels.shape)
    return Image.fromarray(np.clip(pixels * light + noise, 0, 255).astype(np.uint8))


def cropped(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """Cut off below the code: its margin first, then its last rows."""
    pixels = np.asarray(page)[HEIGHT - 480 :, 100:-100]
    dark = np.flatnonzero((pixels < 128).any(axis=1))
    below = int(dark[-1]) + 1
    return page.crop((0, 0, WIDTH, HEIGHT - 480 + below + int(20 * (1 - level) - 12 * level * rng.uniform(0.6, 1.0))))


def folded(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """A fold through the code: what is below it is darker, and stands slantwise."""
    at = HEIGHT - 480 + rng.randint(100, 250)
    upper, lower = page.crop((0, 0, WIDTH, at)), page.crop((0, at, WIDTH, HEIGHT))
    slant = level * 0.12
    lower = lower.transform(
        lower.size,
        Image.Transform.AFFINE,
        (1, slant, 0, 0, 1 + level * 0.12, 0),
        Image.Resampling.BILINEAR,
        fillcolor=120,
    ).point(lambda v: int(v * (1 - 0.6 * level)))
    whole = Image.new("L", page.size, 120)
    whole.paste(upper, (0, 0))
    whole.paste(lower, (0, at))
    ImageDraw.Draw(whole).line((0, at, WIDTH, at), fill=70, width=1 + int(3 * level))
    return whole


def from_the_side(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """Perspective: the far edge is shorter than the near one."""
    inset = level * 0.42 * WIDTH * rng.uniform(0.8, 1.0)
    source = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    target = [(0, 0), (WIDTH, inset * 0.5), (WIDTH - inset, HEIGHT), (inset * 0.7, HEIGHT - inset * 0.6)]
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    flat = [c for corner in source for c in corner]
    how = np.linalg.solve(np.array(rows), np.array(flat))
    return page.transform(page.size, Image.Transform.PERSPECTIVE, tuple(how), Image.Resampling.BICUBIC, fillcolor=110)


def small(page: Image.Image, level: float, rng: random.Random) -> Image.Image:
    """From far away, and pressed as messengers press photographs."""
    times = 1 - level * 0.68 * rng.uniform(0.9, 1.0)
    held = io.BytesIO()
    page.resize((int(WIDTH * times), int(HEIGHT * times)), Image.Resampling.BILINEAR).save(
        held, "JPEG", quality=int(70 - 45 * level)
    )
    return Image.open(held)


KINDS: tuple[Spoil, ...] = (turned, blurred, dim, cropped, folded, from_the_side, small)
LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)


def photographs(times: int, seed: int = 1) -> Iterator[tuple[str, float, str, Image.Image]]:
    """(what was done to it, how much, the text of its code, the photograph)."""
    rng = random.Random(seed)  # noqa: S311 - invented sheets
    for spoil in KINDS:
        for level in LEVELS:
            for _ in range(times):
                text = text_of(rng)
                yield spoil.__name__, level, text, spoil(sheet(text, rng), level, rng)


def run() -> dict[str, float]:
    """The share of photographs that is read, of each kind at each of `LEVELS`, and what bare zxing-cpp reads of them."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for kind, _, ours, bare in rates(4):
        kinds.setdefault(kind, []).append((ours, bare))
    figures = {}
    for kind, shares in kinds.items():
        figures[f"{kind.replace('_', ' ')}: read"] = sum(ours for ours, _ in shares) / len(shares)
        figures[f"{kind.replace('_', ' ')}: read by bare zxing-cpp"] = sum(bare for _, bare in shares) / len(shares)
    return figures


def rates(times: int = 10) -> Iterator[tuple[str, float, float, float]]:
    """(what, how much, the share that is read, the share that bare zxing-cpp reads)."""
    found: dict[tuple[str, float], list[tuple[bool, bool]]] = {}
    for kind, level, text, image in photographs(times):
        bare = [b.text for b in zxingcpp.read_barcodes(image)]
        found.setdefault((kind, level), []).append((text in texts_in(image), text in bare))
    for (kind, level), pairs in found.items():
        yield kind, level, sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs)
