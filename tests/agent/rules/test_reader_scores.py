"""The labelled requests of the development file are read as well as was measured; nothing of them is kept here.

| source | before its errors were first read | after |
|---|---|---|
ROWS

Each source's errors were read for the first time only after its accuracy had been written down, with all rules that
other sources had led to: the middle column is what the rules do on a source that had no part in them so far. The
rows of sources without a licence are for measuring only.
"""
