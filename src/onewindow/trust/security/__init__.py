"""The gate and the veto: what may run, and who may say so."""
