"""A seeded breaker: pages of invented news as the broken dumps in which such text reaches people, with the truth."""
