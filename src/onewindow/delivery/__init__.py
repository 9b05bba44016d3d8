"""What is delivered: services and cases."""
