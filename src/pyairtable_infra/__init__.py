"""The PyAirtable platform on AWS: profiles, the composition, and the tools around a plan."""
