"""One module for each group of pages: it gathers what they show and does what people ask for there."""
