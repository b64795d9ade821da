"""What is made of the package for those who install it: the manual page, the list of what is in it, a check of the built wheel."""
