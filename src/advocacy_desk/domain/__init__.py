"""What the business talks about: frozen dataclasses, enums and pure rules. Knows no database, no file, no screen."""
