"""One value, one sequence of bytes."""

import json
from collections import OrderedDict
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.engines.proofs import canonical
from onewindow.engines.proofs.errors import NotCanonicalError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def test_the_written_form_is_fixed() -> None:
    value = {"b": [1, True, None, -5], "a": {"ü": 'q"\\/\n\x01\x7f'}}
    expected = '{"a":{"ü":"q\\"\\\\/\\n\\u0001\x7f"},"b":[1,true,null,-5]}'
    assert canonical(value) == expected.encode()


def test_keys_are_sorted_by_utf16_as_in_rfc_8785() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys)))) == order


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal(1),
        datetime(2026, 1, 1, tzinfo=UTC),
        b"bytes",
        {1, 2},
        2**53,
        -(2**53),
        "\ud800",
        {"\udfff": 1},
        {1: "key"},
        object(),
    ],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical({"x": value})
    with pytest.raises(NotCanonicalError):
        canonical({"x": [{"y": value}]})


@pytest.mark.parametrize("value", [[], "text", None, 1])
def test_only_a_mapping_is_taken(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)  # type: ignore[arg-type]


def test_nesting_has_an_end() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonicalError):
        canonical({"x": value})


def test_any_mapping_and_tuples_are_written_alike() -> None:
    plain = {"a": [1, 2], "b": {}}
    assert canonical(OrderedDict(b={}, a=(1, 2))) == canonical(plain)
    assert canonical(MappingProxyType(plain)) == canonical(plain)


@given(st.dictionaries(TEXT, JSON, max_size=5))
def test_it_reads_back_as_the_same_value_whatever_the_order_of_keys(
    value: dict[str, object],
) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(dict(reversed(value.items()))) == written
    assert canonical(json.loads(written)) == written
