"""The documentation as a site: `make docs` builds it, and a warning is an error."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

project = "callspec"
author = "the callspec authors"
version = release = version_of("callspec")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = []
# The catalogue shows texts that are almost JSON, for what they are not.
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "furo"
html_title = f"callspec {version}"
# Nothing is fetched when a page is read.
html_theme_options = {"top_of_page_buttons": []}
myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = True


INDEX = """# Schema reference

Made from the newest schemas when the site is built: what `callspec show` prints.

```{{toctree}}
:maxdepth: 1

{names}
```
"""


def write_schema_pages(app: Sphinx) -> None:
    """Write a page for each struct of the reference, from its newest schema."""
    from validator.cli.show import markdown_of
    from validator.schemas import load_schema, read_catalog

    schemas = HERE.parent / "schemas"
    catalog = read_catalog(schemas)
    assert catalog is not None
    folder = HERE / "schemas"
    folder.mkdir(exist_ok=True)
    names = [entry.name for entry in catalog.entries]
    for name in names:
        page = folder / f"{name}.md"
        page.write_text(markdown_of(load_schema(name, schemas)), encoding="utf-8")
    index = INDEX.format(names="\n".join(names))
    (folder / "index.md").write_text(index, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Have the schema pages written before any page is read."""
    app.connect("builder-inited", write_schema_pages)
