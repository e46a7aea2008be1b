"""The use cases, one module per noun: plain functions over an open connection."""
