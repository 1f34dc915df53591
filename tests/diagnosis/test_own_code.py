"""In own code a call is repeated by running the cell again, and each fix says what is true there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from modelmax_nb.catalog.elsewhere import ELSEWHERE_ENTRIES
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Action, Entry
from modelmax_nb.catalog.fixes import SET_BASE_URL
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.failure import MASK, Failure, Symptom
from modelmax_nb.messages import say
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.own_code import in_own_code
from modelmax_nb.place import Line, Place

CODE = '    model="deepsek-v3.2",'
AT = CODE.index("deepsek-v3.2")
TYPED = Line(3, CODE, AT, AT + len("deepsek-v3.2"), cell=4)
CALL = Line(2, "reply = client.chat.completions.create(", 8, 38, cell=4)
UNKNOWN = Failure(
    symptom=Symptom.STATUS,
    status=400,
    type="bad_request",
    message="model not found: deepsek-v3.2",
    model="deepsek-v3.2",
    base_url="https://api.modelmax.io/v1",
)
MODELS = ModelList(models=(ModelInfo(id="deepseek-v3.2", owned_by="bedrock"),), fetched=1_790_000_000.0)
EVERY = {**ENTRIES, **ELSEWHERE_ENTRIES}


def labels(diagnosis: Diagnosis) -> list[str]:
    """Return the labels as a card shows them."""
    return [say(fix.text, **diagnosis.values_of(fix)) for fix in diagnosis.fixes]


@pytest.mark.parametrize("simulated", [False, True])
@pytest.mark.parametrize("known", EVERY.values(), ids=EVERY.keys())
def test_no_fix_does_what_only_the_magic_can(known: Entry, simulated: bool) -> None:
    """No repeat, no option of the magic, no action that a click would carry out."""
    failure = replace(UNKNOWN, simulated=simulated)
    before = replace(diagnose(failure), entry=known, fixes=known.fixes)
    own = in_own_code(before, Place(lines=(CALL,)))
    assert len(own.fixes) <= 3
    for fix in own.fixes:
        assert fix.action in {None, Action.OPEN_PAGE, Action.LIST_MODELS}
        assert "%modelmax retry" not in (fix.command or "")
        assert "ModelMaxMagics" not in (fix.command or "")
        assert "`--" not in fix.label
        assert "send it again" not in fix.label.lower()


def test_the_corrected_line_is_ready_to_copy() -> None:
    """The name is replaced where it was typed, blanks and comma included."""
    own = in_own_code(diagnose(UNKNOWN, MODELS), Place(lines=(CALL, TYPED), typed={"model": TYPED}))
    assert labels(own)[0].startswith("In line 3 write `deepseek-v3.2`")
    assert own.fixes[0].command == '    model="deepseek-v3.2",'
    assert own.place is not None


def test_a_line_of_another_cell_is_named_with_its_cell() -> None:
    """Where two cells take part, the number of the line alone would mislead."""
    typed = TYPED._replace(cell=9)
    own = in_own_code(diagnose(UNKNOWN, MODELS), Place(lines=(CALL, typed), typed={"model": typed}))
    assert labels(own)[0].startswith("In cell 9, line 3 write `deepseek-v3.2`")


def test_a_line_with_a_key_is_not_offered() -> None:
    """A masked key in it would be copied along."""
    typed = TYPED._replace(code=f'ask("{MASK}", "deepsek-v3.2")')
    own = in_own_code(diagnose(UNKNOWN, MODELS), Place(lines=(typed,), typed={"model": typed}))
    assert own.fixes[0].command is None


def test_a_name_from_a_variable_is_only_named() -> None:
    """Where nobody typed the name, no line is pointed at."""
    own = in_own_code(diagnose(UNKNOWN, MODELS), Place(lines=(CALL,)))
    assert labels(own)[0].startswith("Use `deepseek-v3.2`")
    assert own.fixes[0].command is None


@pytest.mark.parametrize("typed", [True, False])
def test_the_base_url_is_changed_where_the_client_is_made(typed: bool) -> None:
    """Not by a setting of the magic, which the program's client does not read."""
    failure = replace(UNKNOWN, base_url="https://api.modelmax.io")
    line = Line(1, 'OpenAI(base_url="https://api.modelmax.io")', 17, 40, cell=1)
    place = Place(lines=(line,), typed={"base_url": line} if typed else {})
    before = replace(diagnose(failure), fixes=(SET_BASE_URL,))
    fix = in_own_code(before, place).fixes[0]
    assert fix.command == ('OpenAI(base_url="https://api.modelmax.io/v1")' if typed else None)


def test_one_model_of_another_provider_is_enough() -> None:
    """The card stays short: a second one is a click further, in the list."""
    known = [("gemini-3-flash-preview", "gemini"), ("deepseek-v3.2", "bedrock"), ("deepseek-v3.1", "bedrock")]
    both = ModelList(models=tuple(ModelInfo(id=id_, owned_by=owner) for id_, owner in known), fetched=1.0)
    failure = replace(
        UNKNOWN, status=502, type="bad_gateway", message="upstream is down", model="gemini-3-flash-preview"
    )
    own = in_own_code(diagnose(failure, both), Place(lines=(CALL,)))
    assert [fix.slug for fix in own.fixes] == ["run-again", "put-other-provider"]
