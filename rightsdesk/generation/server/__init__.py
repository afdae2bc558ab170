"""The reference server: the built-in engine behind the contract over HTTP (docs/engine-http.md). A WSGI application that
takes jobs into a folder, a process of its own that works through them, and nothing that a sudden end could spoil."""
