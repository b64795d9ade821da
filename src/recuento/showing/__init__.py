"""What a person sees. Computes no number."""
