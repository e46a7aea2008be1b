"""What is paid before it is used: gift certificates."""
