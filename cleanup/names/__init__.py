"""The gazetteer: names that are fixed where garbled and shielded everywhere else."""
