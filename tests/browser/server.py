"""One Jupyter server for JupyterLab and Notebook 7, with folders, a token and settings of its own."""

import contextlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import nbformat
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook

from tests.harness.ports import free_port

JUPYTER = "MODELMAX_LAB"  # names the jupyter command of another JupyterLab, e.g. of 4.4
KERNEL = "python3"
START = 120.0  # seconds until the server must answer
ENDING = 5.0  # seconds; a worker thread of anyio sometimes keeps a stopped server's process from ending
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
# JupyterLab itself shall not look for news either.
OFFLINE = (
    "--LabApp.extension_manager=readonly",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
)
BOTH = ("--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True")
WIDGETS = "@jupyter-widgets/jupyterlab-manager/plugin"
SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension/themes": {"theme": "JupyterLab Light"},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}
OWN_FOLDERS = (
    "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR", "JUPYTER_PATH", "IPYTHONDIR",
)  # fmt: skip


class Server:
    """A Jupyter server whose kernels are of this Python, whichever JupyterLab it serves.

    Args:
        folder: Empty; all that the server and its kernels write is in it.
        env: Variables for the server and its kernels, beside those of this process.

    Attributes:
        root: Where the notebooks are.
    """

    def __init__(self, folder: Path, env: Mapping[str, str] = MappingProxyType({})) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.root.mkdir()
        self.token = secrets.token_hex(16)
        self.url = f"http://127.0.0.1:{free_port()}"
        for name, value in SETTINGS.items():
            self.set(name, **value)
        self._write_kernel()
        own = {name: str(self._own(name)) for name in OWN_FOLDERS}
        self._log = (folder / "server.log").open("wb")
        self._server = subprocess.Popen(
            self._command(),
            cwd=self.root,
            env={**os.environ, **own, **env},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _own(self, name: str) -> Path:
        return self.folder / name.lower()

    def _write_kernel(self) -> None:
        """Describe the kernel where it is found first: the server may live in another environment."""
        folder = self._own("JUPYTER_PATH") / "kernels" / KERNEL
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": command, "display_name": "Python 3", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec))

    def _command(self) -> list[str]:
        named = os.environ.get(JUPYTER)
        program = [named, "server"] if named else [sys.executable, "-m", "jupyter_server"]
        return [
            *program, "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.url.rpartition(':')[2]}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.root}",
            "--ServerApp.terminals_enabled=False", *BOTH, *OFFLINE,
        ]  # fmt: skip

    def __enter__(self) -> Self:
        """Wait until the server answers."""
        end = time.monotonic() + START
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise RuntimeError(Path(self._log.name).read_text(errors="replace")[-3000:])
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(0.1)
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the server and its kernels."""
        self._server.terminate()
        try:
            self._server.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._log.close()

    def _answers(self) -> bool:
        try:
            self.request("api/status")
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def request(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """Call the server's own API."""
        call = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}/{path}",
            method=method,
            headers={"Authorization": f"token {self.token}"},
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(call, timeout=START) as response:  # noqa: S310 - our own server
            return json.loads(response.read() or b"null")

    def set(self, name: str, **value: Any) -> None:
        """Store the user's settings of one plugin; pages opened from now on follow them."""
        path = self._own("JUPYTERLAB_SETTINGS_DIR") / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))

    def write(self, name: str, *sources: str) -> None:
        """Put a notebook with these code cells into the folder."""
        cells = [new_code_cell(source) for source in sources]
        metadata = {"kernelspec": {"name": KERNEL, "display_name": "Python 3", "language": "python"}}
        nbformat.write(new_notebook(cells=cells, metadata=metadata), self.root / name)

    def read(self, name: str) -> nbformat.NotebookNode:
        """Read a notebook as it was saved."""
        return nbformat.read(self.root / name, as_version=4)

    def start_kernel(self, name: str) -> None:
        """Start the kernel of a notebook now; a page that opens it joins."""
        kernel = {"kernel": {"name": KERNEL}, "name": name, "path": name, "type": "notebook"}
        self.request("api/sessions", "POST", kernel)

    def end_kernels(self) -> None:
        """Shut down every kernel, as closing the laptop overnight would."""
        for session in self.request("api/sessions"):
            self.request(f"api/sessions/{session['id']}", "DELETE")

    def forget_signatures(self) -> None:
        """Trust no notebook that was saved so far, as on any other computer."""
        with contextlib.closing(sqlite3.connect(self._own("JUPYTER_DATA_DIR") / "nbsignatures.db")) as store:
            store.execute("DELETE FROM nbsignatures")
            store.commit()

    def trust(self, name: str) -> None:
        """Trust a notebook as it is now, as whoever ran it does."""
        notary = NotebookNotary(data_dir=str(self._own("JUPYTER_DATA_DIR")))
        notary.sign(self.read(name))
        notary.store.close()

    def files_with(self, text: str) -> list[str]:
        """Return the files of server and kernels in which *text* stands, in any usual encoding."""
        needles = {text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")}
        return [
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and any(needle in path.read_bytes() for needle in needles)
        ]


def find_chromium() -> str | None:
    """Return the browser to use: ``MODELMAX_CHROMIUM``, or the first one on the path."""
    named = os.environ.get("MODELMAX_CHROMIUM")
    names = [named] if named else ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)
