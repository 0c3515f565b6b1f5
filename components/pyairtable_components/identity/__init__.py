"""IAM: policy documents from typed statements, and roles."""
