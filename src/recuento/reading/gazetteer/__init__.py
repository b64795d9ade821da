"""Which country, organisation, office or person a name stands for, from lists alone."""
