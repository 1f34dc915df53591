"""What Tab offers on our lines, seen as a front end sees it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from IPython.core import completer
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from modelmax_nb.simulator import RECIPES, SCENARIOS
from tests.harness.kernels import Kernel


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A real kernel with the extension, a variable, a conversation, and files that are not ours."""
    folder = tmp_path_factory.mktemp("completion")
    for name in ("502-notes.txt", "gemini.txt", "python.txt"):
        (folder / name).touch()
    with Kernel(folder) as kernel:
        kernel.run("%load_ext modelmax_nb\ncity = 'Kyoto'")
        kernel.run("%%modelmax --chat travels\nHello")
        yield kernel


def offered(kernel: Kernel, code: str, cursor: int | None = None) -> list[str]:
    """Return the line that each match would make, so that what is replaced is checked as well."""
    reply = kernel.complete(code, cursor)
    return [code[: reply["cursor_start"]] + match for match in reply["matches"]]


@pytest.mark.parametrize(
    ("line", "endings"),
    [
        ("%%modelmax --te", ["mperature"]),
        ("%%modelmax --no-", ["stream", "raise"]),
        ("%%modelmax -m deep", ["seek-v3.2"]),
        ("%%modelmax --model=deep", ["seek-v3.2"]),
        ("%%modelmax --fallback=gemini-3-f", ["lash-preview"]),
        ("%%modelmax --stream -m deep", ["seek-v3.2"]),
        ("%%modelmax --var ci", ["ty"]),
        ("%%modelmax --var=ci", ["ty"]),
        ("%%modelmax --chat tr", ["avels"]),
        ("%modelmax sta", ["tus"]),
        ("  %modelmax sta", ["tus"]),
        ("%modelmax simulator pl", ["ay"]),
        ("%modelmax simulator play 502-o", ["utage"]),
        ("%modelmax simulator play ok, 502-o", ["utage"]),
        ("%modelmax simulator play 502-OUT", None),
        ("%modelmax simulator play ok,502-o", ["utage"]),
        ("%modelmax simulator play ok --re", ["peat"]),
        ("%modelmax simulator on --acc", ["ount"]),
        ("%modelmax simulator on --account e", ["mpty"]),
        ("%modelmax simulator on --account=e", ["mpty"]),
        ("%modelmax simulator on --seed 1 --account de", ["bt"]),
        ("%modelmax simulator recipe no-k", ["ey"]),
        ("%modelmax retry --model=deep", ["seek-v3.2"]),
        ("%modelmax retry -m deep", ["seek-v3.2"]),
        ("%modelmax retry --max", ["-tokens"]),
        ("%modelmax retry --timeout 5 --max", ["-tokens"]),
        ("%modelmax code --py", ["thon"]),
        ("%modelmax code --python --cu", ["rl"]),
        ("%modelmax chat tr", ["avels"]),
        ("%modelmax chat travels --", ["clear"]),
        ("%modelmax lang z", ["h"]),
        ("%modelmax key c", ["lear"]),
    ],
)
def test_only_ours_are_offered(loaded: Kernel, line: str, endings: list[str] | None) -> None:
    """No file, no variable, no keyword of Python stands beside them."""
    expected = ["%modelmax simulator play 502-outage"] if endings is None else [line + end for end in endings]
    assert offered(loaded, line) == expected


def test_every_option_and_nothing_else(loaded: Kernel) -> None:
    """All options of the cell's line, and no more."""
    matches = loaded.complete("%%modelmax --")["matches"]
    assert "--temperature" in matches
    assert {match[:2] for match in matches} == {"--"}
    assert len(matches) < 25


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("%modelmax simulator play 502-", [name for name in SCENARIOS if name.startswith("502-")]),
        ("%modelmax simulator recipe ", list(RECIPES)),
        ("%modelmax simulator on --account ", ["good", "empty", "debt", "low", "revoked", "unknown"]),
        ("%modelmax code ", ["--python", "--async", "--js", "--curl", "--robust", "--as-sent"]),
        ("%modelmax lang ", ["en", "zh", "ja", "auto"]),
    ],
)
def test_all_values_in_the_order_in_which_they_are_taught(
    loaded: Kernel, line: str, names: list[str]
) -> None:
    """The whole list, and nothing beside it."""
    assert loaded.complete(line)["matches"] == names


def test_a_prompt_is_left_alone(loaded: Kernel) -> None:
    """Only the first line of a cell is ours; a line magic may stand under another cell magic."""
    assert "--temperature" not in loaded.complete("%%modelmax\n%%modelmax --te")["matches"]
    assert "status" not in loaded.complete("%%modelmax\n%modelmax sta")["matches"]
    assert offered(loaded, "%%time\n%modelmax sta") == ["%%time\n%modelmax status"]
    assert offered(loaded, "%%modelmax --te\nHello", 15) == ["%%modelmax --temperature"]


@pytest.mark.parametrize("line", ["ci", "city.up", "%modelm"])
def test_other_lines_keep_their_own(loaded: Kernel, line: str) -> None:
    """Python and IPython complete as before."""
    assert loaded.complete(line)["matches"]


def test_nothing_is_sent_for_it(loaded: Kernel) -> None:
    """The conversation's one request is all there was."""
    loaded.complete("%%modelmax -m ")
    assert loaded.run("%modelmax simulator log").text.count("POST") == 1


def test_it_goes_with_the_extension(tmp_path: Path) -> None:
    """Unloading takes it away, loading twice adds it once."""
    line = "%modelmax simulator play 502-o"
    with Kernel(tmp_path) as kernel:
        kernel.run("%load_ext modelmax_nb\n%reload_ext modelmax_nb")
        assert kernel.complete(line)["matches"] == ["502-outage"]
        assert kernel.run("print(len(get_ipython().Completer.custom_matchers))").text.strip() == "1"
        kernel.run("%unload_ext modelmax_nb")
        assert "502-outage" not in kernel.complete(line)["matches"]
        assert kernel.run("print(len(get_ipython().Completer.custom_matchers))").text.strip() == "0"


@pytest.mark.parametrize(
    ("line", "symbol", "expected"),
    [
        ("%%modelmax --te", "--te", "--temperature"),
        ("%%modelmax --model=deep", "deep", "deepseek-v3.2"),
        ("%modelmax simulator on --account e", "e", "empty"),
    ],
)
def test_an_ipython_without_matchers_has_the_hook(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, line: str, symbol: str, expected: str
) -> None:
    """Before IPython 8.6 the old hook does the same, beside what others offer; it goes as well."""
    monkeypatch.delattr(completer, "context_matcher")
    shell.run_line_magic("load_ext", "modelmax_nb")
    with provisionalcompleter():
        found = [match.text for match in shell.Completer.completions(line, len(line))]
    assert expected in found
    hooks = shell.Completer.custom_completers
    event = SimpleNamespace(text_until_cursor=line, symbol=symbol, command=line.partition(" ")[0])
    assert [hook(event) for hook in hooks.s_matches(event.command)] == [[expected]]
    shell.run_line_magic("unload_ext", "modelmax_nb")
    assert list(hooks.s_matches(event.command)) == []
