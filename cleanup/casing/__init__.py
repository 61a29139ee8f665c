"""Truecasing: which words of a text that has lost its capitals are written with one.

`lost` tells such sentences from those that are small by style; `english` restores them with
n-gram counts and a conditional random field, `listed` those of other languages by dictionaries.
Trained by ``scripts/train_casing.py``; data, figures and licences are in ``models/casing.md``.
"""
