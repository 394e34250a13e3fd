"""Simulated samples of answers that meet published tables: no person answered them.

A pipeline can be shown, taught and tested on a study whose answers were never published, if a
sample exists that leads back to the published numbers. `simulate` makes one from `Targets`.
"""
