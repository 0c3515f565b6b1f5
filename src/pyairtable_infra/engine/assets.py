"""Assets and archives: files and texts as inputs. The engine adds the hash of their content.

https://github.com/pulumi/pulumi/tree/master/sdk/go/common/resource/archive
"""

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.values import ARCHIVE
from pyairtable_infra.plan.model import SIGNATURE

_PACKED = (".tar", ".tgz", ".tar.gz", ".zip", ".jar")
_BOOKKEEPING = ".pulumi"
_BLOCK, _NAME, _PREFIX = 512, 100, 155


@dataclass(frozen=True)
class Assets:
    """The files of one project.

    Args:
        root: The project's folder. Paths in it are told relative to it, so that the same project gives the same plan
            wherever it lies.
        directory: The folder that the program runs in, where relative paths start.
    """

    root: Path
    directory: Path

    def complete(self, fields: dict[str, Any]) -> dict[str, Any]:
        """An asset or archive with its hash.

        Raises:
            EngineError: Its file cannot be read, or it lies on another machine.
        """
        try:
            if fields[SIGNATURE] == ARCHIVE:
                content = self._packed(fields)
                digest = hashlib.sha256(_tar(self._members(fields)) if content is None else content).hexdigest()
            else:
                digest = hashlib.sha256(self._content(fields)).hexdigest()
        except OSError as error:
            raise EngineError(f"an asset cannot be read: {error.filename}: {error.strerror}") from None
        return {**self._told(fields), "hash": digest}

    def _told(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        told = dict(fields)
        if "path" in told:
            path = self._at(told["path"])
            told["path"] = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        if "assets" in told:
            told["assets"] = {name: _inside(self.complete(asset)) for name, asset in told["assets"].items()}
        return told

    def _at(self, path: str) -> Path:
        return self.directory / path

    def _content(self, fields: Mapping[str, Any]) -> bytes:
        if "uri" in fields:
            raise EngineError(f"{fields['uri']} is not read for a plan. Give a file instead")
        return self._at(fields["path"]).read_bytes() if "path" in fields else str(fields.get("text", "")).encode()

    def _packed(self, fields: Mapping[str, Any]) -> bytes | None:
        """The bytes of an archive that is one file already."""
        path = fields.get("path", fields.get("uri", ""))
        return self._content(fields) if path.endswith(_PACKED) else None

    def _members(self, fields: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        """The names and contents of an archive, in the engine's order."""
        if "assets" not in fields:
            yield from self._read(fields)
            return
        for name, asset in sorted(fields["assets"].items()):
            if asset[SIGNATURE] == ARCHIVE:
                yield from ((f"{name}/{below}", content) for below, content in self._members(asset))
            else:
                yield name, self._content(asset)

    def _read(self, fields: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        packed = self._packed(fields)
        if packed is None:
            yield from _walk(self._at(fields["path"]), "")
        elif fields["path"].endswith((".zip", ".jar")):
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                yield from ((each.filename, archive.read(each)) for each in archive.infolist() if not each.is_dir())
        else:
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                for member in archive:
                    file = archive.extractfile(member)
                    if file:
                        yield member.name, file.read()


def _inside(asset: dict[str, Any]) -> dict[str, Any]:
    """A file in an archive: it has a name there, and where it lies on this machine is nobody's business."""
    return {key: value for key, value in asset.items() if key != "path" or asset[SIGNATURE] == ARCHIVE}


def _walk(folder: Path, above: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{above}{path.name}"
        if path.name == _BOOKKEEPING or (path.is_symlink() and path.is_dir()):
            continue
        if path.is_dir():
            yield from _walk(path, f"{name}/")
        else:
            yield name, path.read_bytes()


def _tar(members: Iterator[tuple[str, bytes]]) -> bytes:
    """The tar file that the engine hashes: each name once, no times, no owners.

    Names beyond ASCII or 255 characters get other headers there, and so another hash.
    """
    unique: dict[str, bytes] = {}
    for name, content in members:
        unique.setdefault(name, content)
    blocks = (_header(name, len(content)) + content + bytes(-len(content) % _BLOCK) for name, content in unique.items())
    return b"".join(blocks) + bytes(2 * _BLOCK)


def _header(name: str, size: int) -> bytes:
    above = name.rfind("/", 0, _PREFIX + 1) if len(name) > _NAME else -1
    prefix, last = (name[:above], name[above + 1 :]) if above > 0 else ("", name)
    fields = [
        last.encode()[:_NAME].ljust(_NAME, b"\0"),
        b"0000600\0" + b"0000000\0" * 2,  # mode, user, group
        b"%011o\0" % size,
        b"%011o\0" % 0,  # time
        b" " * 8,  # checksum
        b"0" + bytes(100),  # a file, no link
        b"ustar\00000" + bytes(64),  # no names of user and group
        b"0000000\0" * 2,  # device
        prefix.encode()[:_PREFIX].ljust(_PREFIX, b"\0") + bytes(12),
    ]
    fields[4] = b"%06o\0 " % sum(b"".join(fields))
    return b"".join(fields)
