"""The short answer: made once from the proof, and only rendered by every format.

Each sentence names the checks that it rests on, and says no more than they prove.
"""
