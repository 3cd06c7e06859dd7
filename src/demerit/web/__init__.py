"""The local page: a server on this machine alone, worlds lived in memory, and what a browser is told of them.

It takes the name of a scheme and changes to rules, never a row about anybody, and writes no file.
"""
