"""The texts of the demonstration, written for Callboard."""
