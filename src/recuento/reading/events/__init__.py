"""Who did what to whom: events, relations between states, pledges."""
