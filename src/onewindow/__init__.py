"""OneWindow: one source, one owner, one process, one window, one veto."""
