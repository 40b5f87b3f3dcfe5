"""What a report says, from frozen data alone: the same data give the same figures anywhere, without a database."""
