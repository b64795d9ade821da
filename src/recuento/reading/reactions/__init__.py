"""What actors did about the announced result, and the stance that follows from it."""
