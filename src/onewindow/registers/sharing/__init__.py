"""Who gets which data, for what, on what legal basis; and what nobody is asked for twice."""
