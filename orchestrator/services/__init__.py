"""Use cases that change something; one verb a file."""
