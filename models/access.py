"""Who may sign in, how, and with which role: the table `[access]` of utsyn.toml."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, IPvAnyNetwork, model_validator

from models.question import ROLES_OF_A_UNIT, Role

Url = Annotated[str, Field(pattern=r"^https?://[^\s\"'<>()]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return text


class RoleRule(_Table):
    """Whom a role is given to: one user, or the members of a group, named or by a pattern that fits its whole name.

    `unit` is a member of faculty or of department; with `group_pattern` it may be its group `unit`:
    `utsyn-unit-(?P<unit>[0-9]{2,6})`.
    """

    user: str | None = None
    group: str | None = None
    group_pattern: Annotated[str, AfterValidator(_pattern)] | None = None
    role: Role
    unit: str | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if sum(part is not None for part in (self.user, self.group, self.group_pattern)) != 1:
            raise ValueError("expected one of user, group and group_pattern")
        gives_unit = self.group_pattern is not None and "unit" in re.compile(self.group_pattern).groupindex
        if (self.role in ROLES_OF_A_UNIT) != (self.unit is not None or gives_unit):
            raise ValueError(f"a unit belongs to {' and '.join(ROLES_OF_A_UNIT)}, and they need one")
        return self


class Oidc(_Table):
    """An OpenID Connect provider with discovery; the client's secret is UTSYN_OIDC_CLIENT_SECRET (or …_FILE).

    `user_claim` names a person in roles and logs, `groups_claim` lists groups.
    """

    issuer: Url
    client_id: str = Field(min_length=1)
    scopes: tuple[str, ...] = ("openid", "profile")
    user_claim: str = "sub"
    name_claim: str = "name"
    groups_claim: str = "groups"


class Proxy(_Table):
    """A proxy that signs people in and passes their name and groups on; believed from `addresses` alone."""

    addresses: tuple[IPvAnyNetwork, ...] = Field(min_length=1)
    user_header: str = "X-Forwarded-User"
    name_header: str = "X-Forwarded-Preferred-Username"
    groups_header: str = "X-Forwarded-Groups"
    separator: str = ","
    sign_out: Url | None = None


class Access(_Table):
    """How readers sign in, and what they may see.

    Without sign-in everybody has the rights of `[dashboard] viewer` and the server answers this machine alone.
    `anonymous` is what somebody gets who is not signed in, `unmapped` who is but whom no rule names. A session ends
    after `session_minutes`; the next page signs in again and reads groups anew, so a changed role takes effect by then.
    """

    sign_in: Literal["none", "oidc", "proxy"] = "none"
    anonymous: Literal["public", "sign_in"] = "sign_in"
    unmapped: Literal["public", "refused"] = "refused"
    session_minutes: int = Field(default=60, ge=1, le=24 * 60)
    log_who: Literal["name", "pseudonym"] = "name"
    oidc: Oidc | None = None
    proxy: Proxy | None = None
    roles: tuple[RoleRule, ...] = ()

    @model_validator(mode="after")
    def _is_described(self) -> Self:
        if self.sign_in == "oidc" and self.oidc is None:
            raise ValueError("sign_in = 'oidc' needs the table [access.oidc] with issuer and client_id")
        if self.sign_in == "proxy" and self.proxy is None:
            raise ValueError("sign_in = 'proxy' needs the table [access.proxy] with addresses")
        return self
