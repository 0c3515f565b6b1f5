"""What was spent, every week and every month, against estimate, budget and the period before."""
