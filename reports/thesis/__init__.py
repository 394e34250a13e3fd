"""The thesis regenerated: its published tables and figures beside what its own numbers give."""
