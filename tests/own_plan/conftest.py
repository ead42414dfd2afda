"""The own plan is shown and asked like the shipped one."""

from tests.dashboard.cli.conftest import utsyn
from tests.dashboard.conftest import serve

__all__ = ["serve", "utsyn"]
