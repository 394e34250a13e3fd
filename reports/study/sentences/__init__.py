"""Plain sentences in the language of the reader: what each table and each hypothesis says."""
