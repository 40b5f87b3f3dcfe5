"""How adverts come in: files, pages with JobPosting markup, tables. Reads and refuses; stores nothing."""
