"""Measures: what this program and others do to texts whose right form is known.

A *suite* loads its items, *systems* propose changes to them, and a pure function turns items and
changes into a `Report`, which the terminal, JSON and HTML draw. Nothing is imported here: what
measures needs more than what cleans.
"""
