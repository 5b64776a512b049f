"""What people call jobs, and which role that means."""
