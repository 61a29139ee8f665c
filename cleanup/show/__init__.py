"""Views of a `Result`: all drawn from its ledger, none of them changes it."""
