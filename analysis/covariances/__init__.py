"""Covariance structure models: the parts behind `cfa`, robust statistics, groups."""
