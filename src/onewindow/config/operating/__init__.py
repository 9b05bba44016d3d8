"""What the command line does once Django is set up; each module is one concern of the operator."""
