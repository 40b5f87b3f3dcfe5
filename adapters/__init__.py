"""One module per job board. Found through the entry points `callboard.boards`, never imported by name."""
