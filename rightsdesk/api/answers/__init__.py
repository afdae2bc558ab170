"""What platforms are told: the shapes of answers, read straight from the rows the queries give."""
