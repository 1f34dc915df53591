"""Fixes fit the call: models only from the list, nothing that cannot help, three at most."""

from __future__ import annotations

from dataclasses import replace

import pytest

from modelmax_nb.catalog.entry import Applicability
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import say
from modelmax_nb.models import ModelInfo, ModelList
from tests.diagnosis.corpus import CORPUS

MODELS = ModelList(
    models=tuple(
        ModelInfo(id=name, owned_by=owner)
        for name, owner in [
            ("gemini-3-flash-preview", "gemini"),
            ("deepseek-v3.2", "bedrock"),
            ("deepseek-v3.1", "bedrock"),
            ("qwen3-max", "bedrock"),
            ("kimi-k2", "bedrock"),
            ("imagen-3", "gemini"),
            ("imagen-4", "gemini"),
            ("veo-3", "gemini"),
            ("deepseek-v3.2\nrm", "bedrock"),
        ]
    ),
    fetched=1_790_000_000.0,
)
OUTAGE = Failure(
    symptom=Symptom.STATUS,
    status=502,
    type="bad_gateway",
    message="upstream is down",
    model="gemini-3-flash-preview",
    base_url="https://api.modelmax.io/v1",
    key_source="MODELMAX_API_KEY",
)


def labels(diagnosis: Diagnosis) -> list[str]:
    """Return the labels as a card shows them."""
    return [say(fix.text, **diagnosis.values_of(fix)) for fix in diagnosis.fixes]


def unknown(model: str, **fields: object) -> Failure:
    """Return the failure of a call to a model that does not exist."""
    known = {"status": 400, "type": "bad_request", "message": f"model not found: {model}", "model": model}
    return replace(OUTAGE, **{**known, **fields})  # type: ignore[arg-type]


def test_a_near_name_is_offered_with_the_date_of_the_list() -> None:
    """A slip in a model's name is answered with the names that it may have meant."""
    diagnosis = diagnose(unknown("deepsek-v3.2"), MODELS)
    assert labels(diagnosis) == [
        "Run with `deepseek-v3.2` (listed 2026-09-21)",
        "Run with `deepseek-v3.1` (listed 2026-09-21)",
        "List the models",
    ]
    first = diagnosis.fixes[0]
    assert first.model == "deepseek-v3.2"
    assert first.command == "%modelmax retry -m deepseek-v3.2"
    assert first.applicability is Applicability.CHECK_FIRST


@pytest.mark.parametrize("model", ["gpt-4o", "", "deepseek", "x" * 500])
def test_a_name_that_is_far_from_all_gets_the_list_alone(model: str) -> None:
    """Nothing is guessed beyond a third of the letters."""
    assert labels(diagnose(unknown(model), MODELS)) == ["List the models"]


def test_without_a_list_no_model_is_named() -> None:
    """No list, no name: the list itself is offered."""
    assert labels(diagnose(unknown("deepsek-v3.2"))) == ["List the models"]
    assert labels(diagnose(OUTAGE)) == ["Send it again", "List the models"]


def test_an_outage_offers_chat_models_of_another_provider() -> None:
    """A provider's fault is answered with models that somebody else serves."""
    diagnosis = diagnose(OUTAGE, MODELS)
    assert labels(diagnosis) == [
        "Send it again",
        "Run with `deepseek-v3.2` (provider: bedrock)",
        "Run with `deepseek-v3.1` (provider: bedrock)",
    ]
    assert [fix.model for fix in diagnosis.fixes] == [None, "deepseek-v3.2", "deepseek-v3.1"]


def test_no_provider_is_guessed() -> None:
    """Where it is not known who serves the model, no "other" provider is named."""
    failure = replace(OUTAGE, model="somebody-else")
    assert labels(diagnose(failure, MODELS)) == ["Send it again", "List the models"]


def test_only_models_of_the_right_kind_are_offered() -> None:
    """A chat model sent to the image address is answered with image models."""
    failure = replace(
        OUTAGE,
        status=400,
        path="/v1/images/generations",
        message="model gemini-3-flash-preview does not support image generation",
    )
    names = [fix.model for fix in diagnose(failure, MODELS).fixes]
    assert names == ["imagen-3", "imagen-4", None]


def test_image_models_are_near_names_only_when_nothing_else_is() -> None:
    """For chat, a near image model stands back."""
    assert diagnose(unknown("imagen3"), MODELS).fixes[0].model == "imagen-3"
    models = MODELS._replace(models=(*MODELS.models, ModelInfo(id="imagine-3")))
    assert diagnose(unknown("imagin-3"), models).fixes[0].model == "imagine-3"


def test_content_refusals_offer_no_other_model() -> None:
    """Another model is no way around a refusal."""
    failure = replace(OUTAGE, message="content policy violation")
    assert {fix.action for fix in diagnose(failure, MODELS).fixes} == {None}


def test_the_servers_wish_to_wait_stands_in_the_label() -> None:
    """``Retry-After`` becomes the time to wait."""
    failure = replace(OUTAGE, message="Too many requests", retry_after=2.0)
    assert labels(diagnose(failure))[0] == "Wait 2 seconds, then send it again"


def test_the_servers_wish_not_to_repeat_makes_a_repeat_a_question() -> None:
    """With ``x-should-retry: false`` no repeat runs at a click."""
    fix = diagnose(replace(OUTAGE, should_retry=False)).fixes[0]
    assert fix.label == "Send it again, against the server's wish"
    assert fix.applicability is Applicability.CHECK_FIRST


@pytest.mark.parametrize(
    ("status", "simulated", "expected"),
    [
        (402, False, ["Top up in the dashboard", "Then send it again"]),
        (
            402,
            True,
            ["Use the simulator's good key", "With a real account: top up"],
        ),
        (401, False, ["Enter your key", "Make a new key"]),
        (401, True, ["Use the simulator's good key"]),
    ],
)
def test_account_fixes_differ_in_the_simulator(status: int, expected: list[str], *, simulated: bool) -> None:
    """In the simulator there is nothing to top up and no key to buy."""
    shown = labels(diagnose(replace(OUTAGE, status=status, simulated=simulated)))
    if not simulated:
        assert shown[-1] == "Use the free simulator"
        shown = shown[:-1]
    assert shown == expected


@pytest.mark.parametrize("row", CORPUS)
def test_the_simulator_never_offers_itself(row: tuple[str, Failure]) -> None:
    """A call that the simulator answered is not sent to the simulator, but to a good key of it."""
    fixes = diagnose(replace(row[1], simulated=True), MODELS).fixes
    assert "use-simulator" not in {fix.slug for fix in fixes}


@pytest.mark.parametrize(
    ("name", "value", "message", "label"),
    [
        (
            "temperature",
            5,
            "temperature must be between 0 and 2",
            "Set `temperature` to a number from 0 to 2",
        ),
        ("top_p", 2, "top_p is out of range", "Set `top_p` to a number from 0 to 1"),
        ("style", "x", "style must be natural or vivid", "Set `style` to one of: natural, vivid"),
        (
            "max_tokens",
            -1,
            "max_tokens must be at least 1",
            "Change `max_tokens` as the reply says",
        ),
    ],
)
def test_a_value_out_of_range_names_the_documented_range(
    name: str, value: object, message: str, label: str
) -> None:
    """The fix says what the documents allow, where they say it."""
    failure = replace(OUTAGE, status=400, message=message, parameters={name: value})
    diagnosis = diagnose(failure)
    assert labels(diagnosis) == [label]
    assert diagnosis.values["value"] == str(value)


def test_choices_differ_with_the_address() -> None:
    """``response_format`` has documented values for images alone."""
    message = "response_format must be url or b64_json"
    failure = replace(OUTAGE, status=400, message=message, parameters={"response_format": "png"})
    assert labels(diagnose(failure)) == ["Change `response_format` as the reply says"]
    images = replace(failure, path="/v1/images/generations")
    assert labels(diagnose(images)) == ["Set `response_format` to one of: url, b64_json"]


@pytest.mark.parametrize(
    ("base_url", "proposed"),
    [
        ("https://api.modelmax.io", "https://api.modelmax.io/v1"),
        ("https://api.modelmax.io/v1/v1", "https://api.modelmax.io/v1"),
        ("https://www.modelmax.io", "https://api.modelmax.io/v1"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765/v1"),
        ("https://gateway.school.example/v1/chat/completions", "https://gateway.school.example/v1"),
    ],
)
def test_a_slip_in_the_base_url_is_answered_with_the_url_meant(base_url: str, proposed: str) -> None:
    """The proposed URL keeps the host, unless it is ModelMax's website."""
    fix = diagnose(replace(OUTAGE, status=404, message="", base_url=base_url)).fixes[0]
    assert fix.command == f'%config ModelMaxMagics.base_url = "{proposed}"'
    assert fix.applicability is Applicability.CHECK_FIRST


@pytest.mark.parametrize(
    "base_url", ["https://a b/v1", "https://x;rm.example/v1", "", "ftp://x.example", "http://["]
)
def test_a_strange_base_url_never_gets_into_a_command(base_url: str) -> None:
    """What is no host is not repeated in a line to be run."""
    failure = replace(OUTAGE, symptom=Symptom.BAD_BASE_URL, status=None, base_url=base_url)
    assert (
        diagnose(failure).fixes[0].command == '%config ModelMaxMagics.base_url = "https://api.modelmax.io/v1"'
    )


@pytest.mark.parametrize(
    "failure",
    [
        replace(OUTAGE, symptom=Symptom.PLAIN_HTTP, status=None, base_url="http://gateway.example/v1"),
        replace(OUTAGE, status=301, base_url="http://gateway.example/v1"),
    ],
    ids=["plain-http", "redirect"],
)
def test_a_missed_lock_is_proposed(failure: Failure) -> None:
    """Where plain http was the slip, the same address with https is proposed."""
    assert diagnose(failure).values["proposed_url"] == "https://gateway.example/v1"


def test_a_right_base_url_is_not_proposed_again() -> None:
    """Where the base URL is as it should be, no fix sets it."""
    slugs = {fix.slug for fix in diagnose(replace(OUTAGE, symptom=Symptom.DNS, status=None)).fixes}
    assert slugs == {"check-online", "send-when-mended", "use-simulator"}


def test_a_local_server_that_is_off_is_to_be_started() -> None:
    """A refused connection on this computer is no matter of networks."""
    failure = replace(OUTAGE, symptom=Symptom.REFUSED, status=None, base_url="http://127.0.0.1:8765/v1")
    assert labels(diagnose(failure)) == [
        "Start the server at `127.0.0.1:8765`",
        "Then send it again",
        "Use the free simulator",
    ]


@pytest.mark.parametrize("row", CORPUS)
def test_commands_are_filled_in_and_costs_are_told(row: tuple[str, Failure]) -> None:
    """No command keeps a placeholder, and all that sends a request says so."""
    for fix in diagnose(row[1], MODELS).fixes:
        assert "{" not in (fix.command or "")
        assert "\n" not in (fix.command or "")
        sends = fix.action is not None and fix.action.value in {"retry", "use-model", "longer-timeout"}
        assert fix.costs == (
            sends or fix.slug == "fetch-again"
        )  # the latter is typed in the reader's program


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        (
            {
                "symptom": Symptom.TLS,
                "detail": "[SSL: WRONG_VERSION_NUMBER]",
                "base_url": "https://127.0.0.1:80/v1",
            },
            '%config ModelMaxMagics.base_url = "http://127.0.0.1:80/v1"',
        ),
        (
            {"symptom": Symptom.DNS, "base_url": "https://api.modelmaks.io/v1"},
            '%config ModelMaxMagics.base_url = "https://api.modelmax.io/v1"',
        ),
    ],
    ids=["https at a server of one's own", "a name that nobody has"],
)
def test_an_address_that_cannot_work_is_answered_with_one_that_can(
    fields: dict[str, object], command: str
) -> None:
    """A local server speaks http; a name that was not found is not kept."""
    failure = replace(OUTAGE, status=None, message="", **fields)  # type: ignore[arg-type]
    assert command in {fix.command for fix in diagnose(failure).fixes}
    assert "other-network" not in {fix.slug for fix in diagnose(failure).fixes}


def test_a_list_names_the_provider_in_trouble() -> None:
    """With a list, the card says whose fault it is, and what the reply says of it."""
    diagnosis = diagnose(OUTAGE, MODELS)
    assert (
        say(diagnosis.entry.text("what"), **diagnosis.values) == "ModelMax asked `gemini` and got an error."
    )
    assert "is down" in say(diagnosis.entry.text("ground"), **diagnosis.values)
