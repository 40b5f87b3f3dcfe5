"""PostgreSQL: tables, statements and the rows they give. Nothing above this package writes SQL."""
