"""Zip packages, which Word and other office files are: opened with care for what they unpack to."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from io import BytesIO

from referat_nlp.errors import InputError
from referat_nlp.limits import Limits, beyond

# A package of minutes has some tens of parts, of pictures too; a list of millions is an attack on the memory.
_PARTS = 20_000
# XML packs to a twentieth of its size; whoever packs to less than a two-hundredth packs nothing but repetition.
_RATIO = 200
_SMALL = 5_000_000
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """Return a zip package; nothing is unpacked yet.

    Raises:
        InputError: it is damaged, or has too many parts.

    """
    if data.count(_ENTRY) > _PARTS:
        raise InputError(f"{name}: this packed file has more than {_PARTS:,} parts, which no Word file has.")
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, UnicodeDecodeError):
        raise _damaged(name) from None


class Parts:
    """The parts of a package, unpacked one by one within the limits.

    Raises:
        InputError: the package is damaged, or its parts unpack to more than the limits allow, as they state it.

    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Open the package and check the sizes that it states; nothing is unpacked yet."""
        self._package = open_package(data, name)
        self._name = name
        self._infos = {info.filename: info for info in self._package.infolist()}
        if sum(info.file_size for info in self._package.infolist()) > limits.unpacked_bytes:
            what = f"unpacked, this file would be larger than {limits.unpacked_bytes / 1e6:g} MB"
            raise beyond(name, what, "--max-unpacked")

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """Return the content of a part.

        Raises:
            InputError: it is damaged, locked with a password, or packed as no real document is.

        """
        info = self._infos[part]
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{self._name}: the file is locked with a password; save it without one.")
        if info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
            raise InputError(f"{self._name}: the file unpacks to {_RATIO} times its size and more; no document does.")
        try:
            # reads as much as the list of parts states, whatever the packed bytes hold; the checksum is wrong then
            return self._package.read(info)
        except (
            zipfile.BadZipFile, zlib.error, lzma.LZMAError,
            EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
        ):  # fmt: skip
            raise _damaged(self._name) from None


def _damaged(name: str) -> InputError:
    return InputError(f"{name}: the file is a damaged or incomplete Word or zip file; get or save it again.")
