"""What people see: the public window and the officer desk."""
