"""Serves any floor: files read and written whole, sentences in the person's language, what is made late."""
