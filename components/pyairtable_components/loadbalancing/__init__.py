"""The public load balancer: TLS, routing, access logs, firewall."""
