"""Logs; later alarms and dashboards."""
