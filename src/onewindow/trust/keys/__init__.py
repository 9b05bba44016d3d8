"""What signs: named keys behind the port `keys.signers`."""
