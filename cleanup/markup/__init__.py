"""Markup as translation damages it: tags, entities and URLs, each found with its position.

No parser restores ``< p>`` or ``& nbsp ;``, and all of them rewrite what they read. The modules
here only find and read damaged pieces; the rules of the stages *encoding* and *markup* and
`cleanup.formats` decide what to do with them.
"""
