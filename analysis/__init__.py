"""Statistics: arrays and frames in, frozen results out.

Nothing here reads files, writes words or draws. Full double precision; rounding is for display.
"""
