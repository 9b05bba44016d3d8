"""What reaches out of the house: catalogues of others over HTTP."""
