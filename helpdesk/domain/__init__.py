"""Rules: values in, values out; standard library and helpdesk.errors only."""
