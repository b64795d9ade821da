"""Who is who in one article: every naming, title and pronoun brought to the actor it stands for."""
