"""What was announced or claimed: shares, counts, places, declared winners, claims of victory."""
