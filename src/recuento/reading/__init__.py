"""From pages to records: who said what, in whose exact words."""
