"""The review in a browser: a server for this machine only, and what its page asks of it."""
