"""The database's history, one file per step; numbered in order."""
