"""The report for a therapist: its words, and the page they are painted on."""
