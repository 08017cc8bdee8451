"""Many documents in one run: processes that read, a journal of what is done, results in their places."""
