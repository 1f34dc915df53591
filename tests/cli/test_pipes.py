"""The command line among other commands."""

import subprocess
import sys


def test_a_reader_that_has_had_enough_sees_no_traceback() -> None:
    """``modelmax-nb explain … | head -1`` ends quietly."""
    body = '{"error": {"message": "insufficient balance", "type": "insufficient_balance"}}'
    command = [sys.executable, "-m", "modelmax_nb", "explain", body]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
