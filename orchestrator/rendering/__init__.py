"""Templates to variants: (wording, vacancy, employer, board, fields) to slots."""
