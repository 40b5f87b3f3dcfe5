"""Read-only questions for pages, commands and reports."""
