"""Neural correctors: text-to-text models and taggers, with torch or without.

`engine` is the engine; `seq2seq` and `tagging` turn what a model says into a `Rewrite`, whichever
way it runs (`with_torch`, `light`); `judgement` refuses rewrites that are none, `edits` makes small
edits of the others. `manifest` and `store` know the models of this machine; `adding`, `hub` and
`convert` bring them here.
"""
