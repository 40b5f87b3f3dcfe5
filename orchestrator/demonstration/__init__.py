"""What a new installation shows: an employer and an advert of its own, made up."""
