"""The pump: claims due postings, sends them, records what came of it."""
