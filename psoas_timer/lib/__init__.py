"""For every floor: files read and written whole, sentences in the person's language, objects made on demand."""
