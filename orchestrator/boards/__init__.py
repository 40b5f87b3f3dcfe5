"""The adapter kit: everything an adapter may import from Callboard."""
