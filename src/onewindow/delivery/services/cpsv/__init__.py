"""Services in the words of CPSV-AP 3.2.0: facts, written as a graph and read from one."""
