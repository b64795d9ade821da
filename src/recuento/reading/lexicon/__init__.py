"""Word lists and patterns, one TOML file a topic, and their one reader."""
