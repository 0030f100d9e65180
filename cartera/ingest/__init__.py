"""From the bytes of a file to typed facts and findings."""
