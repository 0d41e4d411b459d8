"""The guide put together: the release's files, what the office published, and the matcher of both.

The use cases do not know the matcher and the matcher knows no database; here they meet, for every
door alike.
"""
