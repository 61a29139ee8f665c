"""Review: a person's decisions on a result, how they are kept, and what follows from them."""
