"""Small statistical models of English punctuation: stray marks, and stops that are missing.

`words` has word classes, `marks` says how well a mark fits where it stands, `sentences` tells a
sentence without its stop from a headline. Trained by ``scripts/train_punctuation.py``; data,
figures and licences are in ``models/punctuation.md``. Scoring is pure Python.
"""
