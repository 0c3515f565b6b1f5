"""Lambda functions: a pure core and a thin handler each, and the component that deploys them."""
