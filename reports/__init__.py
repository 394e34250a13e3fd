"""Studies, tables, figures, documents, languages and the command line.

Light on purpose: the modules that load heavy libraries are imported by those who need them.
"""
