"""One process across departments: definitions, running instances, tasks on desks."""
