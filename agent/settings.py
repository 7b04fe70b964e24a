"""What a person can set once: from STET_* environment variables, or settings.toml in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from backends.errors import BadRequest


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="STET_", extra="ignore", frozen=True)

    keep_gps: bool = False
    """Leave in exported files where the photo was taken."""
    quality: int = Field(default=92, ge=1, le=100)
    """Of JPEG, WebP and AVIF files."""
    graphics: Literal["auto", "symbols", "none"] = "auto"
    """How pictures appear in the terminal; `none` describes them in words."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(home: Path) -> Settings:
    """The settings as they stand. Raises BadRequest naming the first value that does not fit."""
    path = home / "settings.toml"

    class Here(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        return Here()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRequest(
            f"The setting {name} does not fit: {first['msg']}", f"Mend it in {path} or STET_{name.upper()}."
        ) from error
    except ValueError as error:
        raise BadRequest(f"{path} cannot be read ({error})", "Mend or remove it.") from error
