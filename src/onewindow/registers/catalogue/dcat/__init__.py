"""Data sets in the words of DCAT-AP 3, and of the two other standards that catalogues speak."""
