"""A folder of built HTML, read as a browser reads it, and what its addresses lead to.

`walk` lists the files, `read` parses them (`parse`, `css`) and resolves what they name (`folder`,
`addresses`, `redirects`) on all cores (`workers`), `cache` and `verdict` keep what was found,
`places` and `sources` say where a fault stands, `load` puts it together.
"""
