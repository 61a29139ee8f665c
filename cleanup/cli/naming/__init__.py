"""The commands of ``cleanup names``, one a module."""
