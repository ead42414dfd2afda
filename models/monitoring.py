"""What a running dashboard reports to its operators: the table `[monitoring]` of utsyn.toml."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Monitoring(BaseModel):
    """Prometheus metrics at `http://metrics_address:metrics_port/metrics`, a port of each process of its own.

    Log lines from `log_level` on are JSON on stderr.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    metrics_address: str = "127.0.0.1"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
