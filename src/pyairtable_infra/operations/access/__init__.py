"""Who may do what in an account that stands, and whether anybody did."""
