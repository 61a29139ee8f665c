"""LanguageTool as an engine: found or fetched, run as a server, and asked in parallel."""
