"""Our own counting: who asked for an apply link, whether it is the first time, and getting it into the database."""
