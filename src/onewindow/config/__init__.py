"""Assembly: settings, addresses, the command line. Imported by nobody."""
