"""Trains and measures the bundled encoder; not part of the installed package."""
