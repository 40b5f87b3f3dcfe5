"""What ships for trying and testing: nothing here is needed to run the product."""
