"""What a case holds, in the formats of others: tables, databases, annotations on the web, maps. They see records only."""
