"""Path models of composites: the engine behind `pls`, its resamples, what is asked of a model."""
