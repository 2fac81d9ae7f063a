"""Files that go out and come in, each previewed before anything changes."""
