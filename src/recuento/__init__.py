"""recuento reads the news about a contested election and counts the votes again."""
