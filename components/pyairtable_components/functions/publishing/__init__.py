"""How functions tell people what they found."""
