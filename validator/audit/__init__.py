"""What one payload cannot show: payloads held against each other, and against their calls.

Files -> columns of the fields that rules read (`reading`) -> tables in DuckDB (`store`) -> which
payloads break a rule (`queries`) -> findings with their places (`findings`).
"""
