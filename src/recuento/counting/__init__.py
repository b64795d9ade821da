"""From sheets to a tally, with everything that is wrong with them."""
