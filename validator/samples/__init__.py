"""Payloads made from a contract: valid ones, and ones with a single defect.

No library keeps what they must keep: rules between fields, those that only warn, and that a result
agrees with its call; and the same seed must give the same payloads on every machine.
"""
