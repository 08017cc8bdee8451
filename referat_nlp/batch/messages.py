"""What the process of a command and those that read for it say to each other: a line of JSON, then bytes.

Neither unpickles what the other sends: the readers have worked on files of unknown origin.
"""

from __future__ import annotations

import json
from typing import IO, Any


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write a message.

    Raises:
        OSError: the other side is gone.

    """
    # in ASCII: names of files may hold bytes that are no text
    stream.write(json.dumps({**head, "bytes": len(body)}).encode("ascii") + b"\n")
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message; None where the other side is gone, or talks nonsense."""
    try:
        head = json.loads(stream.readline())
        body = stream.read(head["bytes"])
        return (head, body) if len(body) == head["bytes"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
