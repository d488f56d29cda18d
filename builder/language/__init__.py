"""The safe interpreter for the Python people write models in, and its two namespaces.

`interpreter` and what it imports are the core and know no torch. A namespace (`host.Host`) gives the core its modules
and objects: `document_names` records blocks, `torch_names` makes live modules. `source.from_source` is the way from
pasted text to a document, `console.Console` the prompt on a live network. Nobody's text reaches Python's own `exec`,
`eval`, `compile` or `import`.
"""
