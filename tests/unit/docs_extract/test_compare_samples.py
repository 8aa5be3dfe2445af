from docs_extract.compare.samples import interesting


def test_values_around_a_bound_that_no_float_is_as_large_as():
    bound = 10**400
    values = list(interesting({"keywords": {"maximum": bound}}, {}))
    assert {bound, bound + 1, bound - 1} <= {one for one in values if isinstance(one, int)}
