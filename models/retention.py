"""How long a warehouse keeps what leads to persons: the table `[retention]` of utsyn.toml."""

from pydantic import BaseModel, ConfigDict, Field


class Retention(BaseModel):
    """After how many days what is kept is removed; what is not set stays.

    `builds`: builds that are neither published now nor frozen. `staging`: staged rows, which the next build reads anew.
    `quarantine`: quarantined rows of every build, frozen ones too; their counts stay. `exports`: lines of the log.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    builds: int | None = Field(default=None, ge=1)
    staging: int | None = Field(default=None, ge=1)
    quarantine: int | None = Field(default=None, ge=1)
    exports: int | None = Field(default=None, ge=1)
