"""Networks of other libraries, read by `from_module` and held against themselves: `make zoo`, no part of the tests."""
