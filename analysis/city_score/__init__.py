"""CityScore-Kazakhstan: order No. 141/НҚ of 13 March 2026 as a program."""
