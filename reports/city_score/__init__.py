"""CityScore-Kazakhstan from files to documents: `aqyl cityscore`."""
