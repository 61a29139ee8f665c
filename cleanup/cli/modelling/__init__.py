"""The subcommands of ``cleanup models``."""
