"""``%%modelmax_image`` and ``%%modelmax --image`` in a real kernel."""

import base64
from pathlib import Path

import pytest

from tests.harness.kernels import Kernel

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def quick(kernel: Kernel) -> Kernel:
    """A kernel that asks the simulator."""
    assert kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --speed 1000").error is None
    return kernel


@pytest.mark.parametrize("scenario", ["ok", "image-data-url", "image-as-url"])
def test_pictures_are_shown_and_saved(quick: Kernel, tmp_path: Path, scenario: str) -> None:
    """In whatever form they come; several get a number each, and none is overwritten."""
    quick.run(f"%modelmax simulator play {scenario}")
    shown = quick.run("%%modelmax_image --n 2 --save light.png -o made\nA lighthouse")
    assert shown.error is None
    assert len(shown.html.split("<img ")) == 3
    said = "Picture 2 of 2, made from the prompt “Simulated picture for: A lighthouse”."
    assert f'alt="{said}"' in shown.html
    assert said in shown.text
    assert "Simulated picture" in shown.text
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["light-1.png", "light-2.png"]
    assert quick.run("print(len(made))").text.strip() == "2"


def test_a_picture_that_did_not_come(quick: Kernel) -> None:
    """The card stands once, with fixes for this cell, and ``%modelmax why`` knows it."""
    quick.run("%modelmax simulator play image-undecodable")
    shown = quick.run("%%modelmax_image\nA lighthouse")
    assert shown.error is not None
    assert "picture-unreadable" in shown.text
    assert "%modelmax retry" not in shown.text + "".join(shown.error["traceback"])
    assert sum("text/html" in output.get("data", {}) for output in shown.outputs) == 1
    assert "picture-unreadable" in quick.run("%modelmax why").text


def test_an_unknown_model_is_marked_in_the_line(quick: Kernel) -> None:
    """What was typed after ``-m`` is what is wrong."""
    shown = quick.run("%%modelmax_image -m imagen-33\nA lighthouse")
    assert shown.error is not None
    assert "%%modelmax_image -m" in shown.text.replace("\n", " ")


def test_pictures_for_a_chat(quick: Kernel, tmp_path: Path) -> None:
    """Three go along; a fourth, a missing one or a text stops before anything is sent."""
    for n in range(4):
        (tmp_path / f"{n}.png").write_bytes(PNG)
    (tmp_path / "text.png").write_text("no picture")
    three = " ".join(f"--image {n}.png" for n in range(3))
    assert quick.run(f"%%modelmax {three}\nWhat is this?").error is None
    for options, said in (
        (f"{three} --image 3.png", "3 pictures at most"),
        ("--image gone.png", "--image:"),
        ("--image text.png", "--image:"),
    ):
        shown = quick.run(f"%%modelmax {options}\nWhat is this?")
        assert shown.reply["status"] == "error"
        assert said in shown.text
    requests = "modelmax_nb.current_session().simulator.requests()"
    count = f"import modelmax_nb\nprint([event['method'] for event in {requests}].count('POST'))"
    assert quick.run(count).text.strip() == "1"


def test_pictures_for_a_model_of_text_are_doubtful(quick: Kernel, tmp_path: Path) -> None:
    """Said where the list of models is known; sent all the same, for the documents rule nothing out."""
    (tmp_path / "0.png").write_bytes(PNG)
    cell = "%%modelmax -m deepseek-v3.2 --image 0.png --no-raise\nWhat is this?"
    assert "served by bedrock" not in quick.run(cell).text
    quick.run("%modelmax models")
    assert "served by bedrock" in quick.run(cell).text
    assert "served by" not in quick.run(cell.replace("-m deepseek-v3.2", "")).text
    requests = "modelmax_nb.current_session().simulator.requests()"
    count = f"import modelmax_nb\nprint([event['method'] for event in {requests}].count('POST'))"
    assert quick.run(count).text.strip() == "3"
