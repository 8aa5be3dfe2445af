import pytest

from docs_extract.bullets import Bullet
from docs_extract.homes import Homes, find_homes
from docs_extract.skeleton import Shape, read_skeleton


def shape(text: str) -> Shape:
    skeleton = read_skeleton(text)
    assert skeleton.repairs == ()
    return skeleton.shape


def bullet(name: str, line: int = 1) -> Bullet:
    return Bullet(name, line, "It.")


ACTION = shape(
    """
    {
        "id": "<string>",
        "type": "boil",
        "option": {"heat": <number>, "lid": "<string>", "id": "<string>"}
    }
    """
)


def test_bullets_describe_the_fields_at_the_top():
    bullets = [bullet("type"), bullet("option")]
    assert find_homes(ACTION, bullets) == Homes(
        (), {("type",): bullets[0], ("option",): bullets[1]}, (), ()
    )


def test_the_object_that_has_most_of_the_fields_is_what_bullets_are_about():
    heat, lid, own, kind = (bullet(name) for name in ("heat", "lid", "id", "type"))
    assert find_homes(ACTION, [heat, lid, own, kind]) == Homes(
        ("option",),
        {("option", "heat"): heat, ("option", "lid"): lid, ("option", "id"): own, ("type",): kind},
        (),
        (),
    )


def test_where_two_objects_have_as_many_the_outer_one_counts():
    own = bullet("id")
    assert find_homes(ACTION, [own]) == Homes((), {("id",): own}, (), ())


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ('{"cup": {"lid": {"id": 1}}}', "cup.lid.id", ("cup", "lid", "id")),
        ('{"cups": [{"id": 1}, ...]}', "cups[].id", ("cups", "id")),
        ('{"cups": [{"id": 1}, ...]}', "cups.id", ("cups", "id")),
        ('{"cup.id": 1, "cup": {"id": 2}}', "cup.id", ("cup.id",)),
        ('[{"cup": {"id": 1}}]', "cup.id", ("cup", "id")),
    ],
)
def test_a_dotted_name_leads_into_objects(text, name, path):
    one = bullet(name)
    assert find_homes(shape(text), [one, bullet("other")]) == Homes(
        (), {path: one}, (bullet("other"),), ()
    )


def test_a_dotted_name_can_begin_at_the_home_or_at_the_top():
    text = '{"id": 1, "option": {"heat": 1, "lid": 2, "cup": {"full": true}}}'
    bullets = [bullet(name) for name in ("heat", "lid", "cup.full", "option.cup")]
    assert find_homes(shape(text), bullets) == Homes(
        ("option",),
        {
            ("option", "heat"): bullets[0],
            ("option", "lid"): bullets[1],
            ("option", "cup", "full"): bullets[2],
            ("option", "cup"): bullets[3],
        },
        (),
        (),
    )


def test_bullets_without_a_field_and_those_of_a_field_that_has_one_are_kept_apart():
    first, gone, again = bullet("id", 1), bullet("colour", 2), bullet("id", 3)
    assert find_homes(ACTION, [first, gone, again]) == Homes(
        (), {("id",): first}, (gone,), ((again, first),)
    )


def test_a_field_further_in_is_not_found_by_its_bare_name():
    assert find_homes(ACTION, [bullet("type"), bullet("id"), bullet("heat")]) == Homes(
        (), {("type",): bullet("type"), ("id",): bullet("id")}, (bullet("heat"),), ()
    )


@pytest.mark.parametrize(
    "text",
    ['{"cups": [{"id": 1, "full": 2}, ...]}', '{"cups": {"<string>": {"id": 1, "full": 2}}}'],
)
def test_arrays_and_maps_are_looked_through(text):
    own, full = bullet("id"), bullet("full")
    assert find_homes(shape(text), [own, full]) == Homes(
        ("cups",), {("cups", "id"): own, ("cups", "full"): full}, (), ()
    )


@pytest.mark.parametrize("text", ['"<string>"', "{}", '{"<string>": 1}', "{<Cup>}"])
def test_a_shape_without_fields_has_none_to_describe(text):
    assert find_homes(shape(text), [bullet("id")]) == Homes((), {}, (bullet("id"),), ())
    assert find_homes(shape(text), []) == Homes((), {}, (), ())


def test_a_field_that_is_missing_is_missing_once():
    first, second, third = bullet("spout", 1), bullet("lid", 2), bullet("spout", 3)
    again = bullet("id", 4)
    assert find_homes(shape('{"id": "<string>"}'), [bullet("id"), first, second, third, again]) == (
        Homes((), {("id",): bullet("id")}, (first, second), ((again, bullet("id")), (third, first)))
    )
