"""Chaos: real processes and servers, faults while postings flow, then the boards' ledger against the database."""
