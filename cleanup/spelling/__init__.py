"""Spelling: which word is an error, what was meant, and how sure that is.

`candidates` makes the words that one slip of the fingers away from a token, `suspects` finds the
tokens of a document that may be errors and describes them, `model` gives the probability.
"""
