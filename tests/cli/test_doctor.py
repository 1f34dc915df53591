"""``modelmax-nb doctor``: what it finds, and that it gives nothing away."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

from modelmax_nb.cli import installation, main, service
from modelmax_nb.cli.check import Check, Verdict

KEY = "sk-abcdefghijklmnop-4711"


def found(checks: Iterator[Check]) -> tuple[Verdict, str]:
    """Return verdict and finding of the only check."""
    (check,) = checks
    return check.verdict, check.finding


def test_healthy_computer_has_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line begins with its verdict; without a fault the code is 0."""
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "look"}
    subjects = [line[7:25].strip() for line in lines]
    assert [subject for subject in subjects if subject != "JupyterLab server"] == [
        "Python", "openai", "ipython", "ipywidgets", "ipykernel", "jupyterlab", "kernel", "Node", "folder",
        "key", ".env", "base URL", "model", "simulator",
    ]  # fmt: skip


def test_fault_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that cannot be used is a fault, so a script notices."""
    monkeypatch.setenv("MODELMAX_API_KEY", "sk-abcdefgh\u200bijklmnop")
    assert main(["doctor"]) == 1
    assert "fault  key" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("raw", "verdict", "finding"),
    [
        (KEY, Verdict.OK, "ends in 4711 (MODELMAX_API_KEY)"),
        ("sk-sim-good", Verdict.OK, "found (MODELMAX_API_KEY)"),
        (
            f'"{KEY}"\n',
            Verdict.LOOK,
            (
                "ends in 4711 (MODELMAX_API_KEY); a line break and quotation marks at its ends is left out. "
                "Set it without."
            ),
        ),
        (
            "sk-abc\u200bdefghijklmnop",
            Verdict.FAULT,
            (
                "the key from MODELMAX_API_KEY cannot be used: the character “zero width space” (U+200B) "
                "stands at place 7. Copy it again."
            ),
        ),
        (
            " ",
            Verdict.LOOK,
            "none, so the simulator answers. For real answers, set MODELMAX_API_KEY or use %modelmax key.",
        ),
    ],
    ids=["good", "simulator", "quoted", "foreign character", "blank"],
)
def test_key(raw: str, verdict: Verdict, finding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a key, only where it was found and its end are shown."""
    monkeypatch.setenv("MODELMAX_API_KEY", raw)
    assert found(service.key()) == (verdict, finding)


def test_base_url_without_a_key_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who names a server wants that server, and it needs a key."""
    monkeypatch.setenv("MODELMAX_BASE_URL", "https://gateway.example/v1")
    assert found(service.key()) == (
        Verdict.FAULT,
        "none, and https://gateway.example/v1 needs one. Set MODELMAX_API_KEY or use %modelmax key.",
    )
    assert list(service.address()) == []


def test_key_is_never_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """No line of the whole output holds the key."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    main(["doctor"])
    said = capsys.readouterr()
    assert KEY not in said.out + said.err


def test_address_says_where_each_value_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Base URL and model stand beside the place they came from."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    monkeypatch.setenv("MODELMAX_MODEL", "deepseek-v3.2")
    assert [check.finding for check in service.address()] == [
        "https://api.modelmax.io/v1 (default)",
        "deepseek-v3.2 (MODELMAX_MODEL)",
    ]


def test_unsafe_base_url_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A base URL that would send the key in clear text is named before anything is sent."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    monkeypatch.setenv("MODELMAX_BASE_URL", "http://gateway.example/v1")
    assert found(service.address())[0] is Verdict.FAULT


@pytest.mark.parametrize(
    ("ignored", "verdict"), [(True, Verdict.OK), (False, Verdict.FAULT)], ids=["ignored", "published"]
)
def test_env_file_in_a_repository(
    ignored: bool, verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .env file that git does not ignore is a fault, because it would publish the key."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    (tmp_path / ".env").write_text("MODELMAX_API_KEY=x\n")
    if ignored:
        (tmp_path / ".gitignore").write_text(".env\n")
    assert found(service.env_file())[0] is verdict


def test_no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a .env file is all right."""
    monkeypatch.chdir(tmp_path)
    assert found(service.env_file()) == (Verdict.OK, "none here")


class _Models(BaseHTTPRequestHandler):
    """A service that lists one model."""

    def do_GET(self) -> None:
        """Answer as GET /v1/models does."""
        body = b'{"object": "list", "data": [{"id": "deepseek-v3.2", "owned_by": "bedrock"}]}'
        self.send_response(200 if self.path == "/v1/models" else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def base_url() -> Iterator[str]:
    """A service on loopback."""
    server = HTTPServer(("127.0.0.1", 0), _Models)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("model", "verdict", "ending"),
    [("deepseek-v3.2", Verdict.OK, ""), ("nonesuch", Verdict.LOOK, ", but not nonesuch.")],
    ids=["listed", "not listed"],
)
def test_online_asks_for_the_models(
    model: str, verdict: Verdict, ending: str, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--online says how many models there are, and whether yours is one."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    monkeypatch.setenv("MODELMAX_BASE_URL", base_url)
    monkeypatch.setenv("MODELMAX_MODEL", model)
    assert found(service.model_list()) == (verdict, f"1 models at {base_url}{ending}")


def test_online_without_an_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is not there is named, in the words of the card."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    monkeypatch.setenv("MODELMAX_BASE_URL", "http://127.0.0.1:1/v1")
    verdict, finding = found(service.model_list())
    assert verdict is Verdict.FAULT
    assert "127.0.0.1:1" in finding


def test_online_without_a_key_asks_nobody() -> None:
    """Without a key there is nothing to ask with."""
    assert found(service.model_list()) == (Verdict.LOOK, "not asked, because there is no key.")


def test_missing_and_old_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing or wrong package comes with the command that mends it."""
    versions = {"openai": "1.0.0", "ipython": "9.18.1", "ipywidgets": "8.1.9", "ipykernel": "7.4.0"}

    def version(name: str) -> str:
        if name in versions:
            return versions[name]
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    checks = {check.subject: check for check in installation.packages()}
    assert checks["openai"].verdict is Verdict.FAULT
    assert checks["openai"].finding.startswith("1.0.0 does not fit. Run: ")
    assert checks["jupyterlab"].verdict is Verdict.LOOK
    assert f'"{sys.executable}" -m pip install "jupyterlab<5,>=4.4"' in checks["jupyterlab"].finding
    assert checks["ipython"] == Check(Verdict.OK, "ipython", "9.18.1")


def test_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that is too old is a fault."""
    monkeypatch.setattr("platform.python_version", lambda: "3.10.13")
    assert found(installation.python()) == (
        Verdict.FAULT,
        "3.10.13 is too old. Install Python 3.11 or newer.",
    )


@pytest.mark.parametrize(
    ("command", "verdict", "said"),
    [
        (sys.executable, Verdict.OK, "notebooks run in this Python"),
        ("python", Verdict.OK, "notebooks run in this Python"),
        ("/opt/other/bin/python", Verdict.LOOK, "notebooks run in another Python, /opt/other/bin/python."),
        (None, Verdict.LOOK, "no Python kernel."),
    ],
    ids=["this one", "a bare name", "another", "none"],
)
def test_kernel_of_another_environment_is_seen(
    command: str | None, verdict: Verdict, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel that would not find this package is the classic trap, so it is named."""

    def spec(_manager: KernelSpecManager, name: str) -> KernelSpec:
        if command is None:
            raise NoSuchKernel(name)
        return KernelSpec(argv=[command, "-m", "ipykernel_launcher"])

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", spec)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    found_verdict, finding = found(installation.kernel())
    assert found_verdict is verdict
    assert finding.startswith(said)


def test_server_of_another_environment_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A jupyter-lab on the path that belongs elsewhere is named."""
    monkeypatch.setattr("shutil.which", lambda _name: "/opt/other/bin/jupyter-lab")
    checks = [check for check in installation.kernel() if check.subject == "JupyterLab server"]
    assert found(iter(checks)) == (
        Verdict.LOOK,
        "the command jupyter-lab belongs to another Python, /opt/other/bin. Start it with: modelmax-nb lab",
    )


@pytest.mark.parametrize(
    ("version", "verdict"), [("v20.20.2", Verdict.OK), ("v18.1.0", Verdict.LOOK)], ids=["new", "old"]
)
def test_node_version(
    version: str, verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Node is looked for, and its version read."""
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(node))
    assert found(installation.node())[0] is verdict


def test_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Node only the JavaScript lesson is missing."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert found(installation.node()) == (
        Verdict.LOOK,
        "not found. Only the JavaScript lesson needs it: Node 20 or newer.",
    )


def test_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder where nothing can be saved is named."""

    def refuse(**_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    verdict, finding = found(installation.folder())
    assert verdict is Verdict.LOOK
    assert finding.endswith("cannot be written. Work in another folder.")
