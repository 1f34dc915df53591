"""The book of all entries: which page somebody means, what stands on it, and a failure to show it with."""
