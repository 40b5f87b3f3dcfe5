"""Rules as pure functions and frozen values. Standard library only; clock and chance are passed in."""
