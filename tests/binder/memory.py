"""What a visitor of Binder needs: the memory of a Jupyter server with lessons open and run in it.

``python -m tests.benchmarks binder_memory`` prints the figure.
"""

import contextlib
import json
import os
import re
import secrets
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

from tests.harness.ports import free_port

START = 120.0  # seconds until the server must answer
CELL = 120.0  # seconds in which a cell must end
MEGABYTE = 1_000_000
GUARANTEED = 450  # MB that mybinder.org gives to each visitor for sure; beyond that it may end the server


class LessonServer:
    """A JupyterLab server on loopback that is asked for what a browser asks for.

    Args:
        root: The folder of the repository; it may have a ``binder/start``, which then runs in front.
        jupyter: The command of the environment.
        env: All the variables it sees.
        folder: Where the server writes its log and where its kernels are described.
    """

    def __init__(self, root: Path, jupyter: Path, env: Mapping[str, str], folder: Path) -> None:
        self.token = secrets.token_hex(16)
        self.url = f"http://127.0.0.1:{free_port()}"
        self._runtime = folder / "runtime"
        port = self.url.rpartition(":")[2]
        options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={self.token}"]
        start = root / "binder" / "start"
        front = ["bash", str(start)] if start.is_file() else []
        self._log = (folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            [*front, str(jupyter), "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", *options],
            cwd=root,
            env={**env, "JUPYTER_RUNTIME_DIR": str(self._runtime)},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> None:
        """Return when the server answers.

        Raises:
            TimeoutError: It did not.
        """
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self.get("api/status")
                return
            time.sleep(0.2)
        raise TimeoutError(f"no answer at {self.url}; see {self._log.name}")

    def get(self, path: str, body: dict[str, Any] | None = None) -> bytes:
        """Ask for *path*, with *body* as JSON if there is one."""
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{self.url}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310 - loopback
            answered: bytes = reply.read()
        return answered

    def open_page(self, path: str) -> None:
        """Load what JupyterLab loads first: its page, its settings, the notebook."""
        page = self.get(f"lab/tree/{path}").decode()
        for script in re.findall(r'src="/(static/[^"]+)"', page):
            self.get(script)
        for wanted in ("lab/api/settings", "lab/api/translations", f"api/contents/{path}?content=1"):
            self.get(wanted)

    @contextlib.contextmanager
    def kernel(self, path: str) -> Iterator[BlockingKernelClient]:
        """Open the notebook at *path* with a kernel; the kernel stays when the block ends."""
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        session = json.loads(self.get("api/sessions", body))
        client = BlockingKernelClient()
        client.load_connection_file(str(self._runtime / f"kernel-{session['kernel']['id']}.json"))
        client.start_channels()
        try:
            _wait_for(client)
            yield client
        finally:
            client.stop_channels()

    def close(self) -> None:
        """End the server and its kernels."""
        with contextlib.suppress(OSError):
            self.get("api/shutdown", {})
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()


def run_lesson(client: BlockingKernelClient, notebook: Path) -> list[str]:
    """Run the cells of a lesson as a person would; return what went wrong, one line a cell."""
    wrong = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and source.strip():
            reply = client.execute_interactive(
                source, allow_stdin=True, stdin_hook=_nobody, timeout=CELL, output_hook=_unseen
            )
            if reply["content"]["status"] != "ok":
                wrong.append(f"{source.splitlines()[0]}: {reply['content'].get('evalue')}")
    return wrong


def _wait_for(client: BlockingKernelClient) -> None:
    """Return when a kernel answers.

    Raises:
        RuntimeError: It did not; where a computer is busy, it is said too soon that a new kernel has died.
    """
    end = time.monotonic() + CELL
    while True:
        try:
            client.wait_for_ready(timeout=CELL)
        except RuntimeError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            return


def _nobody(_message: Any) -> None:
    raise AssertionError("a cell asked for input")


def _unseen(_message: Any) -> None:
    """Show nothing of what a cell shows."""


def memory_of(process: int) -> float:
    """Return the memory of a process and all that it started, in MB, shared pages counted once (PSS)."""
    total = 0
    for one in [process, *_offspring(process)]:
        with contextlib.suppress(OSError):
            found = re.search(
                r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE
            )
            total += int(found[1]) * 1024 if found else 0
    return total / MEGABYTE


def _offspring(process: int) -> list[int]:
    """List what a process started, and what those started."""
    children: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            children += [int(child) for child in task.read_text().split()]
    return [one for child in children for one in (child, *_offspring(child))]


def measure(
    root: Path, jupyter: Path, folder: Path, env: Mapping[str, str], lessons: tuple[str, ...]
) -> tuple[float, list[str]]:
    """Open and run *lessons*, then measure.

    Returns:
        The memory in MB, and what went wrong in the lessons.
    """
    server = LessonServer(root, jupyter, env, folder)
    try:
        server.wait()
        wrong: list[str] = []
        for lesson in lessons:
            server.open_page(f"notebooks/{lesson}")
            with server.kernel(f"notebooks/{lesson}") as client:
                wrong += run_lesson(client, root / "notebooks" / lesson)
        return memory_of(server.process.pid), wrong
    finally:
        server.close()


def clean(env: Mapping[str, str], home: Path, first: Path) -> dict[str, str]:
    """Return the variables of a visitor: a home of their own, *first* on the path, no key, no setting."""
    hidden = ("MODELMAX_", "OPENAI_", "JUPYTER", "IPYTHON", "PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in env.items() if not name.startswith(hidden)}
    return {**kept, "HOME": str(home), "PATH": f"{first}{os.pathsep}{env['PATH']}"}
