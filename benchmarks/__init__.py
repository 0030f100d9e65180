"""How fast Cartera is, and against whom: `python -m benchmarks`."""
