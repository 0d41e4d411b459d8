"""The guide: articles as files and the matcher that finds the right one, no tickets."""
