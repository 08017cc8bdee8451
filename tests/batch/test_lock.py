"""One run at a time into one place."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pytest

from referat_nlp.batch.lock import Lock
from referat_nlp.errors import ReferatError


def test_second_run_is_told_who_is_writing(tmp_path):
    lock = Lock(tmp_path / "lock", tmp_path / "out")
    with pytest.raises(ReferatError, match=rf"out: another run \(process {os.getpid()}\)"):
        Lock(tmp_path / "lock", tmp_path / "out")
    lock.release()
    assert list(tmp_path.iterdir()) == []
    Lock(tmp_path / "lock", tmp_path / "out").release()


def test_holder_that_cannot_be_read_is_unknown(tmp_path, monkeypatch):
    lock = Lock(tmp_path / "lock", tmp_path / "out")

    def refused(file, length):  # as Windows does for what is locked
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(os, "read", refused)
    with pytest.raises(ReferatError, match=r"another run \(process unknown\)"):
        Lock(tmp_path / "lock", tmp_path / "out")
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_lock_of_a_run_that_was_killed_holds_nobody_up(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from referat_nlp.batch.lock import Lock\n"
        "lock = Lock(Path(sys.argv[1]), Path('out')); print('held', flush=True); time.sleep(100)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ReferatError, match=f"process {holder.pid}"):
            Lock(tmp_path / "lock", tmp_path / "out")
        holder.send_signal(signal.SIGKILL)
    assert (tmp_path / "lock").exists()
    Lock(tmp_path / "lock", tmp_path / "out").release()
