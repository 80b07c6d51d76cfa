"""How an answer is laid out; the only place that makes text inert for its kind of output."""
