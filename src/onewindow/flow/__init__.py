"""How work flows: processes, forms, messages."""
