"""Drawing: one file a kind of figure. Each takes labelled data and returns a matplotlib figure."""
