"""Names of models that people type are answered with the names that the list holds."""

from __future__ import annotations

import pytest

from modelmax_nb.models import Ability, Kind, ModelInfo, ModelList, ModelRecord, kind_of_model
from modelmax_nb.suggestions import near_names

MODELS = ModelList(
    models=tuple(
        ModelInfo(id=name, owned_by=owner)
        for name, owner in [
            ("gemini-3-flash-preview", "gemini"),
            ("gemini-3-pro-preview", "gemini"),
            ("deepseek-v3.2", "bedrock"),
            ("qwen3-max", "bedrock"),
            ("kimi-k2", "bedrock"),
            ("minimax-m2", "bedrock"),
            ("imagen-3", "gemini"),
            ("gemini-3.1-flash-image-preview", "gemini"),
            ("veo-3", "gemini"),
            ("veo-3-fast", "gemini"),
            ("somebody-elses", ""),
        ]
    ),
    fetched=1_790_000_000.0,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # a slip of the finger
        ("deepsek-v3.2", "deepseek-v3.2"),
        ("gemini-3-falsh-preview", "gemini-3-flash-preview"),
        ("kimi-k3", "kimi-k2"),
        # a part is missing, or there is one too many
        ("gemini-3-flash", "gemini-3-flash-preview"),
        ("gemini-3-pro", "gemini-3-pro-preview"),
        ("gemini-3-flash-preview-0617", "gemini-3-flash-preview"),
        ("gemini-3-flash-preview:free", "gemini-3-flash-preview"),
        ("deepseek-v3.2-exp", "deepseek-v3.2"),
        ("3-flash-preview", "gemini-3-flash-preview"),
        ("v3.2", "deepseek-v3.2"),
        ("qwen3-max-2026-01-23", "qwen3-max"),
        # written in another way
        ("Gemini-3-Flash-Preview", "gemini-3-flash-preview"),
        ("gemini 3 flash preview", "gemini-3-flash-preview"),
        ("gemini_3_flash_preview", "gemini-3-flash-preview"),
        ("DeepSeek V3.2", "deepseek-v3.2"),
        ("deepseek-v3-2", "deepseek-v3.2"),
        ("  kimi-k2 ", "kimi-k2"),
        # another vendor's way to name it
        ("google/gemini-3-flash-preview", "gemini-3-flash-preview"),
        ("models/gemini-3-flash-preview", "gemini-3-flash-preview"),
        ("bedrock/deepseek-v3.2", "deepseek-v3.2"),
        ("deepseek-ai/DeepSeek-V3.2", "deepseek-v3.2"),
        ("moonshotai/kimi-k2:free", "kimi-k2"),
        ("moonshot.kimi-k2", "kimi-k2"),
        ("deepseek.v3.2-v1:0", "deepseek-v3.2"),
        ("us.deepseek.v3.2", "deepseek-v3.2"),
        ("publishers/google/models/gemini-3-flash", "gemini-3-flash-preview"),
    ],
)
def test_what_people_type_leads_to_the_listed_name(typed: str, meant: str) -> None:
    """The model that was meant stands first, and no more than three are named."""
    names = near_names(typed, MODELS, Kind.CHAT)
    assert names[0] == meant
    assert len(names) <= 3


@pytest.mark.parametrize(
    "typed",
    ["gpt-4o", "claude-sonnet-4", "deepseek", "gemini", "flash", "", "  ", "-", "x" * 400, "preview"],
)
def test_a_name_that_could_mean_many_or_none_leads_nowhere(typed: str) -> None:
    """One part alone, or a model of another vendor, is no ground for a guess."""
    assert near_names(typed, MODELS, Kind.CHAT) == ()


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("veo3", Kind.VIDEO, "veo-3"),
        ("google/veo-3", Kind.VIDEO, "veo-3"),
        ("veo-3-fast-preview", Kind.VIDEO, "veo-3-fast"),
        ("imagen3", Kind.IMAGE, "imagen-3"),
        ("gemini-3.1-flash-image", Kind.IMAGE, "gemini-3.1-flash-image-preview"),
    ],
)
def test_models_of_the_kind_that_was_asked_for_stand_first(typed: str, kind: Kind, meant: str) -> None:
    """Pictures and videos have names like them."""
    assert near_names(typed, MODELS, kind)[0] == meant


def test_each_model_has_a_record_to_choose_by() -> None:
    """Provider and abilities as far as they are documented; no price is, so none is told."""
    records = {record.id: record for record in MODELS.records}
    assert records["deepseek-v3.2"] == ModelRecord(
        "deepseek-v3.2", "bedrock", Kind.CHAT, (Ability.TEXT, Ability.STREAMING), None
    )
    assert Ability.IMAGES in records["gemini-3-flash-preview"].abilities
    assert records["veo-3"] == ModelRecord("veo-3", "gemini", Kind.VIDEO)
    assert records["somebody-elses"] == ModelRecord("somebody-elses", "", Kind.CHAT)
    assert {record.price for record in MODELS.records} == {None}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("veo-3.1", Kind.VIDEO),
        ("google/veo-3", Kind.VIDEO),
        ("imagen-3", Kind.IMAGE),
        ("gemini-3.1-flash-image-preview", Kind.IMAGE),
        ("gemini-3-flash-preview", Kind.CHAT),
    ],
)
def test_kind_is_read_off_the_name(name: str, kind: Kind) -> None:
    """The list does not say what a model makes."""
    assert kind_of_model(name) is kind
