"""The safe interpreter for the Python people write models in.

It knows no torch. A namespace (`host.Host`) gives it its modules and objects: `builder.symbols` records blocks,
`builder.live` works on tensors; `stdlib` is what both offer of Python's own library. Nobody's text reaches Python's own
`exec`, `eval`, `compile` or `import`.
"""
