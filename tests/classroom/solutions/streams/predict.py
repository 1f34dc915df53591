"""Predictions of a stream that ends without a word."""

RIGHT = [{"error": "no", "requests": 1, "status": 200}]
WRONG = [
    ("error", {"error": "yes", "requests": 1, "status": 200}),
    ("requests", {"error": "no", "requests": 3, "status": 200}),
    ("status", {"error": "no", "requests": 1, "status": 502}),
    ("error", {"error": "yes", "requests": 3, "status": 502}),
]
