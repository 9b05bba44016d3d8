"""Context functions (DMN 1.5, section 10.3.4.10)."""

from __future__ import annotations

from onewindow.engines.feel.values import Value

from .registry import built_in


@built_in("get value(m: context, key: string)")
def get_value(m: dict[str, Value], key: str) -> Value:
    return m.get(key)


@built_in("get entries(m: context)")
def get_entries(m: dict[str, Value]) -> Value:
    return [{"key": key, "value": value} for key, value in m.items()]


@built_in("context(entries: list)")
def context(entries: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or "value" not in entry:
            return None
        key = entry.get("key")
        if not isinstance(key, str) or key in made:
            return None
        made[key] = entry["value"]
    return made


@built_in("context put(context: context, key: string, value: any)")
def context_put(m: dict[str, Value], key: str, value: Value) -> Value:
    return {**m, key: value}


@built_in("context put(context: context, keys: list, value: any)")
def context_put_deep(m: dict[str, Value], keys: list[Value], value: Value) -> Value:
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**m, keys[0]: value}
    inner = m.get(keys[0])
    if not isinstance(inner, dict):
        return None
    put = context_put_deep(inner, keys[1:], value)
    return None if put is None else {**m, keys[0]: put}


@built_in("context merge(contexts: list)")
def context_merge(contexts: list[Value]) -> Value:
    made: dict[str, Value] = {}
    for one in contexts:
        if not isinstance(one, dict):
            return None
        made.update(one)
    return made
