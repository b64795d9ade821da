"""Audits: how sure a random sample makes one of a reported outcome.

Each method is written from its paper, in whole numbers or floats as it needs, and knows nothing of files. They see
records only.
"""
