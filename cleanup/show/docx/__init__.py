"""Tracked changes: a result as a document of a word processor (Office Open XML)."""
