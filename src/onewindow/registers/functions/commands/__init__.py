"""Writes of the register of functions."""

from onewindow.registers.functions.commands import assignments, findings, register, scanning

__all__ = ["assignments", "findings", "register", "scanning"]
