"""`download?<the page's address>&chart=trend&format=xlsx`: a chart's figures, asked with the rights of the page.

A picture (`format=svg`) is drawn by the browser that shows it; it asks here first, so that the log has it.
"""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from dashboard import builds
from dashboard.address import Address
from dashboard.builds import BuildUnreadable, about, chosen_build
from dashboard.downloads.files import Terms, csv_file, xlsx_file
from dashboard.downloads.sheet import Sheet
from dashboard.explanation import describe
from dashboard.export_jobs.job import job_of
from dashboard.origin import origin_line
from dashboard.pages.parts.frame import language_of
from dashboard.pages.parts.view import View
from dashboard.text import text
from dashboard.text.labels import word
from models.question import QuestionError, Viewer

CHART, FORMAT, PACK = "chart", "format", "pack"
PICTURES = ("svg", "png")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(request: Request) -> Response:
    """The file, named after what is in it; what cannot be had or noted is said in words, never as a half file."""
    parameters = dict(request.query_params)
    try:
        return _pack(parameters) if PACK in parameters else _chart(parameters)
    except OSError:
        return PlainTextResponse(text("download.not_logged", language_of(Address.read(parameters))), 503)


def _pack(parameters: dict[str, str]) -> Response:
    job = job_of(parameters[PACK])
    if job is None or job.zip is None or job.order.who != builds.serving().logged_as:  # a link is no right
        return PlainTextResponse(text("export.gone", language_of(Address.read(parameters))), 404)
    order = job.order
    builds.serving().note_download(
        order.build, Viewer.parse(order.viewer), {"download": "annual-report", **order.question}
    )
    file = f"utsyn-{order.year}_{order.build}.zip"
    return FileResponse(job.zip, media_type="application/zip", filename=file, headers={"cache-control": "no-store"})


def _chart(parameters: dict[str, str]) -> Response:
    address, form = Address.read(parameters), parameters.get(FORMAT, "")
    language = language_of(address)
    try:
        build = chosen_build(address.build)
        view = View(address, language, build) if build else None
        data = sheet(parameters.get(CHART, ""), view) if view and form in (*TYPES, *PICTURES) else None
        if view is None or data is None:
            return PlainTextResponse(text("download.none", language), 404)
        terms = terms_of(data, view)
    except (BuildUnreadable, QuestionError) as error:
        return PlainTextResponse(str(error), 409)
    asked = {"download": parameters[CHART], "format": form, **address.parameters}
    builds.serving().note_download(view.build.id, builds.serving().viewer, asked)
    if form in PICTURES:
        return Response(status_code=204, headers={"cache-control": "no-store"})
    names = (view.text("download.figures"), view.text("about.title"))
    if form == "csv":
        content = csv_file(data, terms)
    else:
        content = xlsx_file(data, terms, names, view.build.built_at, origin_line(view.build, language))
    file = f"{data.question.indicator}_{parameters[CHART]}_{view.build.id}.{form}"
    headers = {"content-disposition": f'attachment; filename="{file}"', "cache-control": "no-store"}
    return Response(content, media_type=TYPES[form], headers=headers)


def sheet(chart: str, view: View) -> Sheet | None:
    """What a chart of the page at the view's address shows; None for one that is not there."""
    match view.address.page:
        case "goal" | "indicator":
            from dashboard.pages.goal import sheets as goal_sheets

            return goal_sheets.sheet(chart, view)
        case "topic":
            from dashboard.pages.topic import sheets as topic_sheets

            return topic_sheets.sheet(chart, view)
        case _:
            return None


def terms_of(data: Sheet, view: View) -> Terms:
    """What the file says of itself: what it shows, how it was counted, of which build and day, with whose rights."""
    about_it = about(data.question, view.build)
    terms = describe(about_it, view.language)
    viewer = builds.serving().viewer
    rights = word("rights", viewer.role, view.language)
    origin = (view.text("origin.label"), origin_line(about_it.meta, view.language) or view.text("origin.real"))
    return [
        origin,
        (terms.name, data.title),
        (view.text("definitions.definition"), terms.definition),
        *terms.terms,
        (view.text("download.rights"), f"{rights} {viewer.unit}" if viewer.unit else rights),
        (view.text("download.numbers"), view.text("download.shares")),
        (view.text("download.signs"), view.text("foot.signs")),
        (view.text("download.address"), view.address.href),
        (view.text("download.log"), view.text("download.logged")),
    ]
