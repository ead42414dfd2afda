"""How the code hangs together: folders never import each other in a ring, and tests of pure functions start at once."""

import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("data_contracts", "models", "pipelines", "dashboard")


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def siblings(graph: grimp.ImportGraph, package: str) -> dict[str, set[str]]:
    """Each folder and file directly in a package → those of its siblings that anything in it imports."""

    def sibling(module: str) -> str:
        return ".".join(module.split(".")[: package.count(".") + 2])

    by_name: dict[str, set[str]] = {child: set() for child in graph.find_children(package)}
    for importer in sorted(graph.find_descendants(package)):
        for imported in graph.find_modules_directly_imported_by(importer):
            if imported.startswith(f"{package}.") and sibling(imported) != sibling(importer):
                by_name[sibling(importer)].add(sibling(imported))
    return by_name


def ring(imported_by: Mapping[str, set[str]]) -> list[str]:
    """One ring among siblings, its first member again at the end; empty where there is none."""
    try:
        TopologicalSorter(imported_by).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def folders() -> list[str]:
    graph = imports()
    return sorted(module for module in graph.modules if graph.find_children(module))


@pytest.mark.parametrize("package", folders())
def test_no_folder_imports_one_that_imports_it(package: str) -> None:
    assert ring(siblings(imports(), package)) == []


def test_a_ring_between_folders_is_named_though_no_file_is_in_one() -> None:
    graph = grimp.ImportGraph()
    for module in (
        "house",
        "house.kitchen",
        "house.kitchen.oven",
        "house.kitchen.sink",
        "house.hall",
        "house.hall.door",
    ):
        graph.add_module(module)
    graph.add_import(importer="house.kitchen.oven", imported="house.hall.door")
    assert ring(siblings(graph, "house")) == []
    graph.add_import(importer="house.hall", imported="house.kitchen.sink")
    result = ring(siblings(graph, "house"))
    assert set(result) == {"house.kitchen", "house.hall"}
    assert result[0] == result[-1]


@pytest.mark.slow
@pytest.mark.parametrize("test", ["models/test_rounding.py", "dashboard/test_format.py", "dashboard/test_markup.py"])
def test_a_test_of_pure_functions_imports_nothing_that_only_other_tests_need(test: str) -> None:
    code = f"import pytest, sys; pytest.main(['-q', '-p', 'no:cacheprovider', 'tests/{test}']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"streamlit", "plotly", "moto", "pyarrow", "pyspark"} & set(loaded.split())
