"""What usually stands beside what: word frequencies and n-gram counts in small packed files.

`ngrams` holds the counts of word sequences and scores a word in its context; `lexicon` the words
of a language with their frequencies. Spelling, truecasing and the choice of function words draw
on them.
"""
