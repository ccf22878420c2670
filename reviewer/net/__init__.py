"""One policy for every request: deadlines, size caps, retries, URL rules, redaction."""
