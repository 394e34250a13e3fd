"""From a file to clean, typed data: reading tables and numbers, and the answers of people.

The lowest room of the house: it imports nothing from `analysis` or `reports`.
"""
