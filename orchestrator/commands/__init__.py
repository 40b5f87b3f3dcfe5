"""The commands of `callboard`, one a module; each has `command`."""
