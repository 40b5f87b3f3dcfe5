"""Flask: parse the request, call a service or a query, answer."""
