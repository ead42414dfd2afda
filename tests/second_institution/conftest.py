"""The Spanish institution is shown and asked like the shipped one."""

from tests.dashboard.cli.conftest import utsyn
from tests.dashboard.conftest import _guarded, serve

__all__ = ["_guarded", "serve", "utsyn"]
