"""The price book: list prices with their sources, one dated file a region."""
