"""The desks of officials: inbox, task, case, security, services, functions, audit, operation."""
