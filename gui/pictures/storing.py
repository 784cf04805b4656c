"""Writing the pictures of a film, off the thread of the window: as PNG files in a folder, or as one animated GIF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from engine.files.atomic import write_atomically
from engine.progress import Progress

Frames = Queue[QImage]
WAIT_S = 0.05
COLOURS = 256


def can_write_gif() -> bool:
    """Return whether the package is there that writes GIFs."""
    return find_spec("PIL") is not None


def write_pngs(frames: Frames, total: int, folder: Path, stem: str) -> Iterator[Progress[Path]]:
    """Write each picture as it comes, numbered; raises SaveFailed where the folder cannot be written."""
    places = len(str(total))
    for number, image in _arriving(frames, total):
        if image is None:
            yield Progress(number, total)
            continue
        write_atomically(folder / f"{stem}-{number + 1:0{places}}.png", _png(image))
        yield Progress(number + 1, total, folder)


def write_gif(frames: Frames, durations_ms: Sequence[int], path: Path) -> Iterator[Progress[Path]]:
    """Gather all pictures and write one file at last; raises SaveFailed where it cannot be written.

    Nothing is written before: who cancels leaves what was there as it was.
    """
    from PIL import Image

    total, gathered = len(durations_ms), []
    for number, image in _arriving(frames, total):
        if image is not None:
            plain = image.convertToFormat(QImage.Format.Format_RGB888)
            size = (plain.width(), plain.height())
            rows = bytes(plain.constBits())
            picture = Image.frombytes("RGB", size, rows, "raw", "RGB", plain.bytesPerLine(), 1)
            gathered.append(picture.quantize(COLOURS, dither=Image.Dither.NONE))
        yield Progress(min(number + (image is not None), total - 1), total)
    file = BytesIO()
    first, *others = gathered
    first.save(file, "GIF", save_all=True, append_images=others, duration=list(durations_ms), loop=0)
    write_atomically(path, file.getvalue())
    yield Progress(total, total, path)


def _arriving(frames: Frames, total: int) -> Iterator[tuple[int, QImage | None]]:
    # None while the next one is not drawn yet: then one can be cancelled.
    number = 0
    while number < total:
        try:
            image = frames.get(timeout=WAIT_S)
        except Empty:
            yield number, None
            continue
        yield number, image
        number += 1


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
