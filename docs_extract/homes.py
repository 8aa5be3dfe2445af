"""Which field of a skeleton each bullet describes: at the top, or of an object inside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docs_extract.bullets import Bullet
from docs_extract.described import once
from docs_extract.skeleton import Shape

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Homes:
    """Where bullets belong.

    `home` is the object that a list of bullets is about: the struct (an empty path) or one inside
    it, such as the `option` of an action. `described` gives the bullet of each field, `missing`
    the bullets whose fields the home does not have, one for each, `repeated` those whose field has
    one already.
    """

    home: Path
    described: dict[Path, Bullet]
    missing: tuple[Bullet, ...]
    repeated: tuple[tuple[Bullet, Bullet], ...]


def find_homes(shape: Shape, bullets: Sequence[Bullet]) -> Homes:
    """Return which fields of a skeleton a section's bullets describe."""
    objects = dict(_objects(shape, ()))
    home = _home(objects, bullets)
    described: dict[Path, Bullet] = {}
    missing = []
    repeated = []
    for bullet in bullets:
        path = _path(bullet.name, home, objects)
        if path is None:
            missing.append(bullet)
        elif path in described:
            repeated.append((bullet, described[path]))
        else:
            described[path] = bullet
    lacking, again = once(missing)
    return Homes(home, described, lacking, (*repeated, *again))


def _objects(shape: Shape, path: Path) -> Iterator[tuple[Path, frozenset[str]]]:
    """Yield the objects of a shape with the names of their fields; arrays are looked through."""
    if shape.kind == "object":
        yield path, frozenset(field.name for field in shape.fields)
        for field in shape.fields:
            yield from _objects(field.shape, (*path, field.name))
    for item in shape.items[:1]:
        yield from _objects(item, path)


def _home(objects: dict[Path, frozenset[str]], bullets: Sequence[Bullet]) -> Path:
    """Return the object that has most of the fields; one further out where two have as many."""
    names = Counter(bullet.name for bullet in bullets)
    counts = {path: sum(names[name] for name in fields) for path, fields in objects.items()}
    return max(counts, key=lambda path: (counts[path], -len(path)), default=())


def _path(name: str, home: Path, objects: dict[Path, frozenset[str]]) -> Path | None:
    dotted = tuple(name.replace("[]", "").split("."))
    for start in (home, ()):
        for parts in ((name,), dotted):
            path = (*start, *parts)
            if path[-1] in objects.get(path[:-1], ()):
                return path
    return None
