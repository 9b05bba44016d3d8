"""What FEEL expressions give (DMN 1.5, chapter 10.3)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from onewindow.engines import feel
from onewindow.engines.feel import YearsMonths

CONTEXT = {
    "age": 20,
    "rate": 0.1,
    "first name": "Ada",
    "income - net": 300,
    "applicant": {"last name": "Byron", "children": [{"age": 3}, {"age": 9}]},
    "born": date(2000, 2, 29),
    "nothing": None,
}
D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4 / 2", D(5)),
        ("2 ** 3 ** 2", D(64)),
        ("-3 ** 2", D(9)),
        ("(1 + 2) * 3", D(9)),
        ("0.1 + 0.2", D("0.3")),
        ("rate + 0.2", D("0.3")),
        ("1.5e2", D(150)),
        (".5", D("0.5")),
        ("1 / 0", None),
        ('"a" + "b"', "ab"),
        ('"a" + 1', None),
        (r'"\"\u00e9\U01F600\n"', '"é😀\n'),
        ("1 < 2 and 2 <= 2 and 3 > 2 and 2 >= 2", True),
        ("1 = 1 and 1 != 2", True),
        ('1 = "1"', None),
        ('1 < "a"', None),
        ("null = null", True),
        ("null = 1", False),
        ("[1, {a: 2}] = [1, {a: 2}]", True),
        ("true and null", None),
        ("false and null", False),
        ("true or null", True),
        ("false or null", None),
        ("not(true)", False),
        ("not(null)", None),
        ("if age >= 18 then 1 else 2", D(1)),
        ("if null then 1 else 2", D(2)),
        ("age between 18 and 20 and true", True),
        ("age in [18..20]", True),
        ("age in [18..20)", False),
        ("age in ]18..20[", False),
        ("age in (< 18, 20)", True),
        ("age in > 18", True),
        ("age in [1, 20]", True),
        ("5 in [[1..2], [4..6]]", True),
        ("(1..5).start included", False),
        ("[1, 2, 3][2]", D(2)),
        ("[1, 2, 3][-1]", D(3)),
        ("[1, 2, 3][4]", None),
        ("[1, 2, 3][item > 1]", [D(2), D(3)]),
        ("applicant.children[age > 5].age", [D(9)]),
        ("applicant.children.age", [D(3), D(9)]),
        ("applicant.last name", "Byron"),
        ("first name", "Ada"),
        ("first  name", "Ada"),
        ("income - net", D(300)),
        ("income-net", D(300)),
        ("unknown", None),
        ("unknown.part", None),
        ("unknown + 1", None),
        ("nothing = null", True),
        ("{full name: first name, b: full name}.b", "Ada"),
        ('{"a b": 1}.a b', D(1)),
        ("{a: 1, a: 2}", None),
        ("for i in 1..3 return i * i", [D(1), D(4), D(9)]),
        ("for i in 3..1 return i", [D(3), D(2), D(1)]),
        ("for i in 1..2, j in 1..i return j", [D(1), D(1), D(2)]),
        ("for i in 1..4 return if i = 1 then 1 else sum(partial)", [D(1), D(1), D(2), D(4)]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("every x in [] satisfies false", True),
        ("(function(x, y) x + y)(1, 2)", D(3)),
        ("{f: function(n: number) n + 1, r: f(1)}.r", D(2)),
        ('{f: function(n: number) n + 1, r: f("a")}.r', None),
        ('substring(string: "hello", start position: 2)', "ello"),
        ('substring(wrong: "hello")', None),
        ("age instance of number", True),
        ("[1] instance of list<number>", True),
        ("{a: 1} instance of context<a: string>", False),
        ("null instance of Any", False),
        ('@"2024-02-29"', date(2024, 2, 29)),
        ('@"P1Y" + @"2024-02-29"', date(2025, 2, 28)),
        ('date("2024-01-31") + duration("P1M")', date(2024, 2, 29)),
        ('@"2024-03-01" - @"2024-02-01"', timedelta(29)),
        ('@"10:00:00Z" + @"PT1H"', time(11, tzinfo=UTC)),
        ('@"2024-01-01T00:00:00Z"', datetime(2024, 1, 1, tzinfo=UTC)),
        ('@"P14M"', YearsMonths(14)),
        ('@"-PT36H"', timedelta(hours=-36)),
        ("born.year + born.weekday", D(2002)),
        ('@"2024-01-01T10:00:00+02:00".time offset', timedelta(hours=2)),
        ('years and months duration(born, @"2020-02-28")', YearsMonths(239)),
        ('@"2024-01-01" < @"2024-01-02"', True),
        ("1 // a comment\n + /* another */ 1", D(2)),
        ('"a" in ("a", "b")', True),
        ("sum(for c in applicant.children return c.age)", D(12)),
    ],
)
def test_an_expression_gives_its_value(text: str, expected: object) -> None:
    assert feel.evaluate(text, CONTEXT) == expected
    assert type(feel.evaluate(text, CONTEXT)) is type(expected)


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("1 +", 3, "a value or a name"),
        ("1 2", 2, "an operator or the end of the expression"),
        ("if true then 1", 14, "“else”"),
        ("[1, 2", 5, "“]”"),
        ("first nam", 6, "an operator or the end of the expression"),
        ('"open', 0, "a closing quotation mark"),
        ("a.", 2, "the name of a part"),
        ('@"foo"', 1, "a date, time or duration as in ISO 8601"),
        ("", 0, "a value or a name"),
        ("1 between 2", 11, "“and”"),
        ("function() external {}", 11, "a body in FEEL (external functions are refused)"),
    ],
)
def test_a_syntax_error_says_where_and_what_was_expected(
    text: str, position: int, expected: str
) -> None:
    with pytest.raises(feel.errors.FeelSyntaxError) as caught:
        feel.compile(text)
    assert (caught.value.position, caught.value.expected) == (position, expected)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "-" * 10_000 + "1",
        "1" + "+1" * 10_000,
        "a" + ".a" * 10_000,
        "[" * 200 + "]" * 200,
        "1" * 60_000,
        "if a then " * 500 + "1",
        "a" + "[1]" * 5000,
    ],
)
def test_a_text_that_is_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(feel.errors.FeelError):
        feel.compile(text)


@pytest.mark.parametrize(
    "text",
    [
        "for a in 1..9999, b in 1..9999 return 1",
        "count(for a in 1..1000000000 return a)",
        "some a in 1..100000000000 satisfies false",
        "{f: function(n) f(n + 1), r: f(1)}.r",
        "{f: function(g) g(g), r: f(f)}.r",
        '{a: "xxxxxxxxxx", f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(a, 29)}.r',
        '{l: for i in 1..9999 return "xxxxxxxxxxxxxxxx", s: string join(l), '
        "r: string join(for i in 1..100000 return s)}.r",
    ],
)
def test_a_hostile_expression_ends(text: str) -> None:
    with pytest.raises(feel.errors.BudgetSpentError):
        feel.evaluate(text, {})


NESTED = "{f: function(v, n) if n = 0 then v else f([v, v], n - 1), r: f(1, 28), s: f(1, 28), x: "
LARGE = "{l: for i in 1..99000 return i, x: "


@pytest.mark.parametrize(
    "text",
    [
        NESTED + "string(r)}.x",
        NESTED + "r = s}.x",
        NESTED + "flatten(r)}.x",
        NESTED + "r in [s]}.x",
        NESTED + "r.a}.x",
        NESTED + "r instance of list<list<number>>}.x",
        LARGE + "for i in 1..99000 return sum(l)}.x",
        LARGE + "for i in l return i in l}.x",
        LARGE + "l[count(l) > item]}.x",
        LARGE + "sort(l, function(x, y) count(l) > x)}.x",
        LARGE + "for i in l return l.a}.x",
    ],
)
def test_work_hidden_in_one_step_is_counted_too(text: str) -> None:
    with pytest.raises(feel.errors.BudgetSpentError):
        feel.evaluate(text, {})


def test_a_long_chain_of_or_is_no_depth() -> None:
    assert feel.evaluate(" or ".join(f"x = {i}" for i in range(1000)), {"x": 999}) is True


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.b + c", {"a", "c"}),
        ("sum(a) + string length(b)", {"a", "b"}),
        ("for i in xs return i + y", {"xs", "y"}),
        ("for i in 1..i return i", {"i"}),
        ("some x in xs satisfies x > y", {"xs", "y"}),
        ("xs[item > y]", {"xs", "y"}),
        ("{a: b, c: a}", {"b"}),
        ("(function(x) x + y)(z)", {"y", "z"}),
        ("substring(string: s, start position: 1)", {"s"}),
        ("1 + 1", set()),
    ],
)
def test_the_names_an_expression_uses_are_known(text: str, names: set[str]) -> None:
    assert feel.names_used(feel.compile(text)) == names


def test_an_expression_is_compiled_once_and_evaluated_often() -> None:
    expression = feel.compile("first name", ["first name"])
    assert expression is feel.compile("first name", ["first name"])
    assert [expression.evaluate({"first name": name}) for name in ("a", "b")] == ["a", "b"]


def test_only_the_variables_used_must_be_feel_values() -> None:
    assert feel.evaluate("1", {"x": object()}) == 1
    with pytest.raises(TypeError):
        feel.evaluate("x", {"x": object()})


def test_the_context_given_is_never_changed() -> None:
    context = {"a": [1, 2], "b": {"c": 1}}
    feel.evaluate("append(a, 3)", context)
    feel.evaluate('context put(b, "c", 2)', context)
    assert context == {"a": [1, 2], "b": {"c": 1}}


@pytest.mark.parametrize(
    ("tests", "value", "expected"),
    [
        ("-", 1, True),
        ("> 5", 6, True),
        ("> 5, < 2", 3, False),
        ("not(1, 2)", 3, True),
        ("not(1, 2)", 2, False),
        ("[1..3]", 3, True),
        ("limit", 7, True),
        ("? > limit", 8, True),
        ('"a", "b"', "b", True),
    ],
)
def test_unary_tests_match_a_value(tests: str, value: object, expected: bool) -> None:
    assert feel.compile_tests(tests).match(value, {"limit": 7}) is expected


def test_nothing_of_python_can_be_reached() -> None:
    for text in ("x.__class__", "x.__class__.__bases__", "__import__", "open", "x.real", "x.upper"):
        assert feel.evaluate(text, {"x": "text"}) is None
