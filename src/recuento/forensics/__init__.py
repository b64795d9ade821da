"""Places to look in a table of counts: what would be odd had nobody touched the figures, and no more than that.

No result here sets a verdict. They see records only.
"""
