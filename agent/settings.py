"""What a person can set once: from STET_* environment variables, or settings.toml in the data folder; never a key."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from backends.errors import BadRequest


class RuleSetting(BaseModel):
    """One [[rules]] of the file, see `agent.policy.Rule`. A word that is none must not pass for a rule that holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    do: Literal["deny", "ask", "allow", "local-only"]
    folder: str = Field(default="", max_length=1000)
    to: str = Field(default="", max_length=200)
    below_usd: float | None = Field(default=None, ge=0)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="STET_", extra="ignore", frozen=True)

    keep_gps: bool = False
    """Leave in exported files where the photo was taken."""
    quality: int = Field(default=92, ge=1, le=100)
    """Of JPEG, WebP and AVIF files."""
    graphics: Literal["auto", "symbols", "none"] = "auto"
    """How pictures appear in the terminal; `none` describes them in words."""
    planner: str = Field(default="auto", max_length=200)
    """Who reads requests: `rules` (no language model), `auto` (what is set up, once allowed), or a model."""
    openai_base_url: str = Field(default="", max_length=500, validation_alias="OPENAI_BASE_URL")
    """The address of a compatible server, as other programs read it too; the OpenAI key is then for that server."""

    repair: Literal["ask", "auto", "off"] = "ask"
    """What is done when a receipt fails: a repair is offered, done unasked where it is free, or not spoken of."""

    cap_request_usd: float | None = Field(default=None, ge=0)
    """The most that one request may cost at worst."""
    cap_session_usd: float | None = Field(default=5.0, ge=0)
    cap_day_usd: float | None = Field(default=10.0, ge=0)
    cap_month_usd: float | None = Field(default=50.0, ge=0)
    rules: tuple[RuleSetting, ...] = ()
    """Who may get which photos, and what is asked before."""

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
