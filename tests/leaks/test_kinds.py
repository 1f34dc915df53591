"""What is taken for a key, and what is not."""

import base64
from urllib.parse import quote

import pytest

from modelmax_nb.leaks.kinds import hits_in, known_keys, without_keys

# Put together here, so that no scanner takes this file for a leak.
SK = "sk" + "-mm0123456789abcdef0123"
KEYS = {
    "sk": SK,
    "openai project": "sk" + "-proj-AbCdEfGhIjKlMnOpQrStUvWxYz",
    "openrouter": "sk" + "-or-v1-" + "ab12" * 16,
    "sk in base64": base64.b64encode(SK.encode()).decode(),
    "aws": "AK" + "IA" + "ABCDEFGH12345678",
    "google": "AI" + "za" + "Sy_" + "b1" * 16,
    "github": "gh" + "p_" + "a1" * 18,
    "github fine": "github" + "_pat_" + "a1" * 30,
    "gitlab": "gl" + "pat-" + "a1b2" * 5,
    "hugging face": "h" + "f_" + "aB1" * 12,
    "slack": "xo" + "xb-123456789012-abcdef",
    "stripe": "sk" + "_live_" + "a1" * 12,
    "pypi": "py" + "pi-AgEI" + "a1" * 30,
    "npm": "np" + "m_" + "a1" * 18,
    "jwt": "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3.c2lnbmF0dXJl",
    "private": "-----BEGIN RSA" + " PRIVATE KEY-----",
    "bearer": "Authorization: Bear" + "er abcdef0123456789abcdef",
    "assigned": "api" + '_key="my-own-form-0123456789"',
    "assigned in JSON": '\\"api' + 'Key\\": \\"my-own-form-0123456789\\"',
}  # fmt: skip
WORDS = [
    "sk-learn", "sk-container-id-1", "sk-estimator-doc-link", "sk-toggleable__content", "sk-parallel-item",
    "sk-your-key-here-1234", "sk-xxxxxxxxxxxxxxxxxxxx", "sk-sim-good", "sk-sim-0123456789abcdef01", "sk-…",
    "task-0123456789abcdef0123", "Bearer [key removed]", "Bearer $MODELMAX_API_KEY_2", "Bearer of bad news",
    'api_key=os.environ["MODELMAX_API_KEY"]', 'api_key="your-key-goes-here-1"', 'api_key="sk-sim-0123456"',
    "AKIAIOSFODNN7EXAMPLE", "c2stbGVhcm4tc2tsZWFybg", "x = 1", "",
]  # fmt: skip


@pytest.mark.parametrize("value", KEYS.values(), ids=KEYS)
def test_a_key_is_found_once(value: str) -> None:
    """Whatever stands around it; no more than its end is kept."""
    hits = hits_in(f"first line\n# {value} and more")
    assert len(hits) == 1
    assert len(hits[0].hint) in {0, 4}


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_no_key(text: str) -> None:
    """Names of packages and of styles, places to fill in, and keys of the simulator."""
    assert hits_in(text) == []


@pytest.mark.parametrize("before", ["", "x", "xy", "Bearer ", "user:"])
@pytest.mark.parametrize("known", ["an odd key: 9/8+7=abc", SK])
def test_a_known_key_is_found_in_every_form(known: str, before: str) -> None:
    """As it is, in a URL, in JSON, and in base64 at any offset."""
    keys = known_keys([known])
    whole = f"{before}{known}!!"
    forms = [whole, quote(whole, safe=""), whole.replace("/", "\\/")]
    forms += [base64.b64encode(whole.encode()).decode(), base64.urlsafe_b64encode(whole.encode()).decode()]
    for form in forms:
        hits = hits_in(f"… {form} …", keys)
        assert [hit.hint for hit in hits] in ([known[-4:]], [""]), form


def test_short_values_and_keys_of_the_simulator_are_not_searched_for() -> None:
    """They are no secrets, or stand in every other word."""
    assert known_keys(["", "abc", "sk-sim-good"]) == ()
    assert "odd" not in repr(known_keys(["an odd key: 9/8+7=abc"]))


def test_texts_can_be_freed_of_keys() -> None:
    """Each is masked, the rest stays."""
    assert without_keys(f"a {SK}, b {KEYS['aws']}.") == "a [key removed], b [key removed]."
