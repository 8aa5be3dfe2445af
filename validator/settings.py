"""How a payload file is judged: by the command line first, then by the configuration."""

from collections.abc import Sequence
from dataclasses import dataclass

from validator.config.config import Config, FileSettings
from validator.config.files import in_folder, pattern_of
from validator.schemas import DEFAULT_SCHEMA, is_file

DEFAULT_UNKNOWN_FIELDS = "error"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a file is judged.

    `at` and `hangup_reason_at` are JSON Pointers. `calls` are names of files as seen from the
    current folder. `must_map` tells that the contract must map hangup reasons to results; where
    they are only a default of the configuration, one that does not is not asked.
    """

    schema: str = DEFAULT_SCHEMA
    at: str = ""
    hangup_reason: str | None = None
    hangup_reason_at: str | None = None
    calls: tuple[str, ...] = ()
    unknown_fields: str = DEFAULT_UNKNOWN_FIELDS
    must_map: bool = False

    @property
    def asks_reason(self) -> bool:
        """Whether results are held against hangup reasons."""
        given = (self.hangup_reason, self.hangup_reason_at)
        return bool(self.calls) or any(one is not None for one in given)


def settings_of(
    file: str,
    given: FileSettings,
    hangup_reason: str | None,
    config: Config,
) -> Settings | None:
    """Return how a file is judged; None where `[files]` is there and nothing says by what.

    `given` is what the command line says, as `hangup_reason`; a schema that it names is for all
    files, whatever `[files]` says of them.
    """
    pattern = pattern_of(config, file) if given.schema is None else None
    own = pattern.settings if pattern is not None else FileSettings()
    layers = (given, _seen_from_here(config, own), _seen_from_here(config, config.defaults))
    schema = next((one.schema for one in layers if one.schema is not None), None)
    if schema is None and config.files:
        return None
    reason_at, calls, must_map = _reasons(layers, hangup_reason)
    return Settings(
        schema or DEFAULT_SCHEMA,
        next((one.at for one in layers if one.at is not None), ""),
        hangup_reason,
        reason_at,
        calls,
        next(
            (one.unknown_fields for one in layers if one.unknown_fields is not None),
            DEFAULT_UNKNOWN_FIELDS,
        ),
        must_map,
    )


def _reasons(
    layers: Sequence[FileSettings], hangup_reason: str | None
) -> tuple[str | None, tuple[str, ...], bool]:
    """Return where hangup reasons come from: the first layer that says so says it alone."""
    if hangup_reason is not None:
        return None, (), True
    for one in layers:
        if one.hangup_reason_at is not None or one.calls:
            return one.hangup_reason_at, one.calls or (), one is not layers[-1]
    return None, (), False


def _seen_from_here(config: Config, settings: FileSettings) -> FileSettings:
    """Return settings whose paths start from the current folder, not the configuration's."""
    schema, calls = settings.schema, settings.calls
    return FileSettings(
        in_folder(config, schema) if schema is not None and is_file(schema) else schema,
        settings.at,
        settings.hangup_reason_at,
        tuple(in_folder(config, one) for one in calls) if calls is not None else None,
        settings.unknown_fields,
    )
