"""Whatever is changed in a chained record shows, at the first place where it was changed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.engines.proofs import (
    GENESIS,
    Broken,
    Cause,
    Chain,
    Head,
    entry,
    link,
    verify,
    verify_head,
)
from onewindow.engines.proofs.errors import ChainError

Pairs = list[tuple[int, bytes]]
PAIRS: Pairs = [(n, f"entry {n}".encode()) for n in range(1, 8)]
PAYLOADS = st.lists(st.binary(max_size=20), min_size=2, max_size=12)


def chained(pairs: Pairs) -> Pairs:
    return list(Chain().extend(pairs))


def head_of(pairs: Pairs, after: Head | None = None) -> Head:
    chain = Chain(after)
    list(chain.extend(pairs))
    return chain.head()


def numbered(payloads: list[bytes]) -> Pairs:
    return list(enumerate(payloads, 1))


def test_a_link_is_the_framed_digest_under_its_own_domain() -> None:
    previous, payload = bytes(32), b"ab"
    framed = (32).to_bytes(8, "big") + previous + (2).to_bytes(8, "big") + payload
    expected = hashlib.sha256(b"onewindow.proofs.link.1\x00" + framed).digest()
    assert link(previous, payload) == expected


def test_a_link_needs_a_whole_digest_before_it() -> None:
    with pytest.raises(ChainError):
        link(b"short", b"")


def test_a_position_is_bound_into_its_link() -> None:
    assert Chain().add(1, b"x") != Chain().add(2, b"x")
    assert Chain().add(1, b"x") == link(GENESIS, entry(1, b"x"))
    for position in (0, -1, 2**63):
        with pytest.raises(ChainError):
            entry(position, b"")


def test_positions_must_rise() -> None:
    chain = Chain()
    chain.add(3, b"a")
    for position in (3, 2):
        with pytest.raises(ChainError):
            chain.add(position, b"b")


def test_an_untouched_chain_is_whole() -> None:
    assert verify(PAIRS, chained(PAIRS)) is None
    assert verify([], []) is None


@given(PAYLOADS, st.data())
def test_one_changed_bit_is_found_at_its_position(
    payloads: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(payloads) - 1))
    links = chained(numbered(payloads))
    payload = bytearray(payloads[place] or b"\x00")
    if payloads[place]:
        payload[data.draw(st.integers(0, len(payload) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed = [*payloads[:place], bytes(payload), *payloads[place + 1 :]]
    assert verify(numbered(changed), links) == Broken(place + 1, Cause.CHANGED)


@given(PAYLOADS, st.data())
def test_one_changed_link_is_found_at_its_position(
    payloads: list[bytes], data: st.DataObject
) -> None:
    pairs = numbered(payloads)
    links = chained(pairs)
    place = data.draw(st.integers(0, len(links) - 1))
    digest = bytearray(links[place][1])
    digest[data.draw(st.integers(0, 31))] ^= 1
    links[place] = (place + 1, bytes(digest))
    assert verify(pairs, links) == Broken(place + 1, Cause.CHANGED)


@given(PAYLOADS, st.data())
def test_a_deleted_payload_is_missing(payloads: list[bytes], data: st.DataObject) -> None:
    pairs = numbered(payloads)
    links = chained(pairs)
    place = data.draw(st.integers(0, len(pairs) - 1))
    del pairs[place]
    for dense in (True, False):
        assert verify(pairs, links, dense=dense) == Broken(place + 1, Cause.MISSING)


@given(PAYLOADS, st.data())
def test_a_payload_deleted_with_its_link_is_missing_too(
    payloads: list[bytes], data: st.DataObject
) -> None:
    pairs = numbered(payloads)
    links = chained(pairs)
    place = data.draw(st.integers(0, len(pairs) - 2))
    del pairs[place], links[place]
    assert verify(pairs, links) == Broken(place + 1, Cause.MISSING)
    assert verify(pairs, links, dense=False) == Broken(place + 2, Cause.CHANGED)


@given(PAYLOADS, st.data())
def test_an_inserted_payload_is_added(payloads: list[bytes], data: st.DataObject) -> None:
    pairs = [(position * 2, payload) for position, payload in numbered(payloads)]
    links = chained(pairs)
    place = data.draw(st.integers(0, len(pairs) - 1))
    pairs.insert(place, (pairs[place][0] - 1, b"new"))
    found = verify(pairs, links, dense=False)
    assert found == Broken(pairs[place][0], Cause.ADDED)


def test_a_payload_appended_without_a_link_is_added() -> None:
    links = chained(PAIRS)
    assert verify([*PAIRS, (8, b"new")], links) == Broken(8, Cause.ADDED)


def test_a_payload_that_stands_twice_or_out_of_order_is_added() -> None:
    links = chained(PAIRS)
    twice = [*PAIRS[:3], (3, b"again"), *PAIRS[3:]]
    assert verify(twice, links) == Broken(3, Cause.ADDED)
    assert verify([(1, b"entry 1"), (1, b"x")], links[:2]) == Broken(1, Cause.ADDED)


def test_a_link_that_stands_twice_is_a_change() -> None:
    links = chained(PAIRS)
    assert verify(PAIRS, [links[0], *links]) == Broken(1, Cause.CHANGED)
    assert verify(PAIRS, [*links, links[0]]) == Broken(1, Cause.CHANGED)


@given(PAYLOADS, st.data())
def test_two_swapped_payloads_are_a_change_at_the_first(
    payloads: list[bytes], data: st.DataObject
) -> None:
    links = chained(numbered(payloads))
    one = data.draw(st.integers(0, len(payloads) - 2))
    other = data.draw(st.integers(one + 1, len(payloads) - 1))
    swapped = list(payloads)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    expected = None if swapped == payloads else Broken(one + 1, Cause.CHANGED)
    assert verify(numbered(swapped), links) == expected


def test_a_chain_written_anew_does_not_fit_behind_a_trusted_head() -> None:
    head = head_of(PAIRS[:3])
    forged = [(1, b"forged"), *PAIRS[1:]]
    assert verify(forged[3:], chained(forged)[3:], head) == Broken(4, Cause.CHANGED)
    assert verify(PAIRS[3:], chained(PAIRS)[3:], head) is None
    assert verify(PAIRS[4:], chained(PAIRS)[4:], head) == Broken(4, Cause.MISSING)
    assert verify(PAIRS[2:], chained(PAIRS)[2:], head) == Broken(3, Cause.ADDED)


def test_a_hole_before_an_unchained_payload_is_named_first() -> None:
    assert verify([(3, b"x")], []) == Broken(1, Cause.MISSING)
    assert verify([(3, b"x")], [], dense=False) == Broken(3, Cause.ADDED)


def test_heads_follow_each_other() -> None:
    first = head_of(PAIRS[:3])
    second = head_of(PAIRS[3:], first)
    assert (first.number, first.first, first.last, first.count) == (1, 1, 3, 3)
    assert (second.number, second.first, second.last, second.count) == (2, 4, 7, 4)
    assert first.previous == GENESIS
    assert second.previous == first.digest
    assert second.digest == chained(PAIRS)[-1][1]


def test_nothing_has_no_head() -> None:
    with pytest.raises(ChainError):
        Chain().head()
    with pytest.raises(ChainError):
        Chain(head_of(PAIRS)).head()


def test_signing_bytes_name_their_purpose_and_every_field() -> None:
    head = Head(1, 1, 2, 2, bytes(32), b"\x01" * 32)
    zeros, ones = "00" * 32, "01" * 32
    expected = (
        f'{{"count":2,"digest":"{zeros}","first":1,"last":2,"number":1,'
        f'"previous":"{ones}","purpose":"onewindow.proofs.head.1"}}'
    )
    assert head.signing_bytes() == expected.encode()
    assert Head.from_json(head.as_json()) == head


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "other"},
        {"number": 0},
        {"number": True},
        {"number": "1"},
        {"first": 0},
        {"first": 9},
        {"count": 0},
        {"count": 3},
        {"digest": "00"},
        {"digest": "zz" * 32},
        {"digest": "AA" * 32},
        {"digest": None},
        {"previous": "00" * 31},
        {"extra": 1},
    ],
)
def test_a_head_of_another_shape_is_refused(change: dict[str, object]) -> None:
    written = Head(1, 1, 2, 2, bytes(32), bytes(32)).as_json()
    with pytest.raises(ChainError):
        Head.from_json({**written, **change})


def test_payloads_are_checked_against_a_head_alone() -> None:
    first = head_of(PAIRS[:3])
    second = head_of(PAIRS[3:], first)
    assert verify_head(PAIRS[:3], first) is None
    assert verify_head(PAIRS[3:], second, first) is None
    assert verify_head(PAIRS[3:], second) == Broken(4, Cause.CHANGED)
    assert verify_head(PAIRS[3:6], second, first) == Broken(7, Cause.MISSING)
    assert verify_head(PAIRS[4:], second, first) == Broken(4, Cause.MISSING)
    assert verify_head([], first) == Broken(1, Cause.MISSING)
    assert verify_head([PAIRS[0], PAIRS[2]], first) == Broken(2, Cause.MISSING)
    assert verify_head([PAIRS[0], PAIRS[2]], first, dense=False) == Broken(3, Cause.CHANGED)
    assert verify_head(PAIRS[:4], first) == Broken(4, Cause.ADDED)
    assert verify_head([PAIRS[0], *PAIRS[:3]], first) == Broken(1, Cause.ADDED)
    assert verify_head([(1, b"x"), *PAIRS[1:3]], first) == Broken(3, Cause.CHANGED)


def test_gaps_are_allowed_where_the_caller_says_so() -> None:
    pairs = [(2, b"a"), (5, b"b"), (9, b"c")]
    assert verify(pairs, chained(pairs), dense=False) is None
    assert verify_head(pairs, head_of(pairs), dense=False) is None
    assert verify(pairs, chained(pairs)) == Broken(1, Cause.MISSING)
