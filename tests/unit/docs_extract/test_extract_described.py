from docs_extract.bullets import Bullet
from docs_extract.described import once


def test_the_first_bullet_of_each_name_is_kept_in_order():
    lid, spout, again, more = (
        Bullet(name, line, "It.") for line, name in enumerate(["lid", "spout", "lid", "lid"])
    )
    assert once([lid, spout, again, more]) == ((lid, spout), ((again, lid), (more, lid)))
