"""The page: changes and questions in a browser, to read, to search and to decide on."""
