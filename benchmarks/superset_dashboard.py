"""Run by Superset's own Python: a dashboard of four charts of one table, in which a click on one filters the others."""

import json
import sys

from superset import db  # type: ignore[import-not-found]
from superset.app import create_app  # type: ignore[import-not-found]

CHARTS = {"faculty": "pie", "year": "echarts_timeseries_bar", "gender": "echarts_timeseries_bar",
          "campus": "echarts_timeseries_bar"}  # fmt: skip
COUNT = {"expressionType": "SQL", "sqlExpression": "count(*)", "label": "graduates"}
WIDTH, HEIGHT = 6, 50  # of a grid of twelve columns, two charts a row


def main(uri: str, table: str, slug: str) -> None:
    """Write it into Superset's database."""
    with create_app().app_context():
        from superset.connectors.sqla.models import SqlaTable  # type: ignore[import-not-found]
        from superset.models.core import Database  # type: ignore[import-not-found]
        from superset.models.dashboard import Dashboard  # type: ignore[import-not-found]
        from superset.models.slice import Slice  # type: ignore[import-not-found]

        database = Database(database_name="rows", sqlalchemy_uri=uri)
        db.session.add(database)
        db.session.commit()
        dataset = SqlaTable(table_name=table, schema="main", database_id=database.id, database=database)
        db.session.add(dataset)
        db.session.commit()
        dataset.fetch_metadata()
        charts = []
        for column, kind in CHARTS.items():
            settings = {
                "viz_type": kind, "datasource": f"{dataset.id}__table", "metric": COUNT, "metrics": [COUNT],
                "groupby": [column] if kind == "pie" else [], "x_axis": column, "xAxisForceCategorical": True,
                "row_limit": 1000, "adhoc_filters": [], "show_legend": False,
            }  # fmt: skip
            charts.append(Slice(slice_name=column, viz_type=kind, datasource_id=dataset.id, datasource_type="table",
                                params=json.dumps(settings)))  # fmt: skip
        db.session.add_all(charts)
        db.session.commit()
        every = [chart.id for chart in charts]
        filters = {
            str(one): {"id": one, "crossFilters": {"scope": "global", "chartsInScope": [x for x in every if x != one]}}
            for one in every
        }
        scope = {"scope": {"rootPath": ["ROOT_ID"], "excluded": []}, "chartsInScope": every}
        metadata = {
            "cross_filters_enabled": True,
            "chart_configuration": filters,
            "global_chart_configuration": scope,
        }
        dashboard = Dashboard(dashboard_title=table, slug=slug, published=True, json_metadata=json.dumps(metadata),
                              position_json=json.dumps(_laid_out(charts)))  # fmt: skip
        dashboard.slices = charts
        db.session.add(dashboard)
        db.session.commit()


def _laid_out(charts: list) -> dict[str, object]:  # type: ignore[type-arg]  # Superset's charts
    """Two charts a row."""
    rows = [charts[at : at + 2] for at in range(0, len(charts), 2)]
    laid_out: dict[str, object] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "parents": ["ROOT_ID"],
                    "children": [f"ROW-{at}" for at in range(len(rows))]},
    }  # fmt: skip
    for at, row in enumerate(rows):
        laid_out[f"ROW-{at}"] = {
            "type": "ROW", "id": f"ROW-{at}", "parents": ["ROOT_ID", "GRID_ID"],
            "children": [f"CHART-{chart.id}" for chart in row], "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for chart in row:
            meta = {"chartId": chart.id, "sliceName": chart.slice_name, "width": WIDTH, "height": HEIGHT}
            laid_out[f"CHART-{chart.id}"] = {
                "type": "CHART", "id": f"CHART-{chart.id}", "children": [], "meta": meta,
                "parents": ["ROOT_ID", "GRID_ID", f"ROW-{at}"],
            }  # fmt: skip
    return laid_out


if __name__ == "__main__":
    main(*sys.argv[1:])
