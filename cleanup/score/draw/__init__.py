"""Drawing a report: on a terminal, as one HTML page, as SVG charts. Nothing is computed here."""
