"""How well recuento reads: its own gold set and the shared development sets, in one command (`make evaluate`)."""
