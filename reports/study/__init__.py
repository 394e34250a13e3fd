"""Survey studies: from one study file to every table and figure."""
