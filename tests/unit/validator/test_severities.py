from validator.finding import Finding, Severity
from validator.severities import read_severities, weighed

ENUM = Finding("enum", Severity.ERROR, "m")
TYPE = Finding("type", Severity.ERROR, "m")


def test_findings_weigh_what_their_code_is_given():
    severities = read_severities({"enum": "note", "type": "ignore", "format": "warning"})
    assert severities == {"enum": Severity.NOTE, "type": None, "format": Severity.WARNING}
    assert weighed([ENUM, TYPE], severities) == [Finding("enum", Severity.NOTE, "m")]
    assert weighed([ENUM, TYPE], {}) == [ENUM, TYPE]
