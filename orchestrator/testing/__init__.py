"""Shipped tests for adapter authors, and the simulator."""
