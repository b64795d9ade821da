"""Pages out of web archives (WARC): each answer that was a page, under the address it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from recuento.errors import TextError

from .raw import RawPage

_MEDIA = ("text/", "application/xhtml+xml", "application/pdf")


def pages_of_archive(file: BinaryIO, source: str, largest: int) -> Iterator[RawPage | TextError]:
    """The pages of a .warc or .warc.gz, one record in memory at a time. Raises TextError for what is none, or is damaged."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = False
    try:
        for record in ArchiveIterator(file):
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or not headers.get_statuscode().startswith("2"):
                continue
            kind, _, rest = (headers.get_header("Content-Type") or "text/html").partition(";")
            if not kind.strip().lower().startswith(_MEDIA):
                continue
            found = True
            address = record.rec_headers.get_header("WARC-Target-URI") or source
            content = record.content_stream().read(largest + 1)
            if len(content) > largest:
                yield TextError(f"is larger than {largest // 1_000_000:,} MB", where=address)
                continue
            charset = rest.rpartition("charset=")[2].strip(" \"';") if "charset=" in rest.lower() else None
            yield RawPage(address, content, kind.strip().lower(), charset or None)
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        why = " ".join(str(error).split())[:120]
        raise TextError(
            f"is no web archive, or a damaged one ({why})", where=source, mend="fetch the page again"
        ) from error
    if not found:
        raise TextError("holds no page", where=source)
