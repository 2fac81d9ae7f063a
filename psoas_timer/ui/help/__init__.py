"""Help: the keys, the psoas, and the program itself."""
