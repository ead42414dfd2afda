"""`download?<the page's address>&chart=trend&format=xlsx`: a chart's figures, asked with the rights of the page.

A picture (`format=svg`) is drawn by the browser that shows it; it asks here first, so that the log has it.
"""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from dashboard import builds
from dashboard.address import Address
from dashboard.builds import BuildUnreadable, about, chosen_build
from dashboard.downloads.files import Terms, csv_file, terms_file, xlsx_file
from dashboard.downloads.sheet import Sheet
from dashboard.explanation import describe
from dashboard.export_jobs.job import job_of
from dashboard.origin import Originated, origin_label, origin_line
from dashboard.pages.parts.frame import language_of
from dashboard.pages.parts.view import View
from dashboard.text import text
from models.question import QuestionError, Viewer

CHART, FORMAT, PACK = "chart", "format", "pack"
PICTURES, SLIDES = ("svg", "png"), "pptx"
CSV = "text/csv; charset=utf-8"
TYPES = {
    SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": CSV,
    "about": CSV,  # what the csv says of itself: a csv of its own, so that the other begins with its headings
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(request: Request) -> Response:
    """The file, named after what is in it; what cannot be had or noted is said in words, never as a half file."""
    parameters = dict(request.query_params)
    try:
        if PACK in parameters:
            return _pack(parameters)
        return _slides(parameters) if parameters.get(FORMAT) == SLIDES else _chart(parameters, _home(request))
    except OSError:
        return PlainTextResponse(text("download.not_logged", language_of(Address.read(parameters))), 503)


def _pack(parameters: dict[str, str]) -> Response:
    job = job_of(parameters[PACK])
    if job is None or job.zip is None or job.order.who != builds.serving().logged_as:  # a link gives no right
        return PlainTextResponse(text("export.gone", language_of(Address.read(parameters))), 404)
    order = job.order
    builds.serving().note_download(
        order.build, Viewer.parse(order.viewer), {"download": "annual-report", **order.question}
    )
    file = f"utsyn-{order.year}_{order.build}.zip"
    return FileResponse(job.zip, media_type="application/zip", filename=file, headers={"cache-control": "no-store"})


def _slides(parameters: dict[str, str]) -> Response:
    """The slides that the page of the address shows."""
    from dashboard.briefing.powerpoint import powerpoint
    from dashboard.pages.briefing.page import deck_of

    address = Address.read(parameters)
    language = language_of(address)
    try:
        build = chosen_build(address.build)
        deck = deck_of(View(address, language, build)) if build else None
        if build is None or deck is None:
            return PlainTextResponse(text("download.none", language), 404)
        content = powerpoint(deck)
    except (BuildUnreadable, QuestionError) as error:
        return PlainTextResponse(str(error), 409)
    logged = {"download": "briefing", "format": SLIDES, **address.parameters}
    builds.serving().note_download(build.id, builds.serving().viewer, logged)
    headers = {
        "content-disposition": f'attachment; filename="utsyn-briefing_{build.id}.pptx"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=TYPES[SLIDES], headers=headers)


def _home(request: Request) -> str:
    """The address of the pages that a file's links begin with: the configured one, else the one that was called."""
    configured = builds.serving().config.dashboard.address
    if configured is not None:
        return f"{configured.rstrip('/')}/"
    host = request.headers.get("host", "localhost")
    return f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}/"


def _chart(parameters: dict[str, str], home: str) -> Response:
    address, form = Address.read(parameters), parameters.get(FORMAT, "")
    language = language_of(address)
    try:
        build = chosen_build(address.build)
        view = View(address, language, build) if build else None
        data = (
            sheet(parameters.get(CHART, ""), view) if view and form in (*TYPES, *PICTURES) and form != SLIDES else None
        )
        if view is None or data is None:
            return PlainTextResponse(text("download.none", language), 404)
        terms = terms_of(data, view, home)
    except (BuildUnreadable, QuestionError) as error:
        return PlainTextResponse(str(error), 409)
    logged = {"download": parameters[CHART], "format": form, **address.parameters}
    builds.serving().note_download(view.build.id, builds.serving().viewer, logged)
    if form in PICTURES:
        return Response(status_code=204, headers={"cache-control": "no-store"})
    names = (view.text("download.figures"), view.text("about.title"))
    label = origin_label(_meta(data, view), language)
    match form:
        case "csv":
            content = csv_file(data, (view.text("origin.label"), label) if label else None)
        case "about":
            content = terms_file(terms, (view.text("download.term"), view.text("download.words")))
        case _:
            content = xlsx_file(data, terms, names, view.build.built_at, origin_line(view.build, language))
    about = "_about" if form == "about" else ""
    subject = data.question.indicator if data.question else view.address.list or view.address.page
    file = f"{subject}_{parameters[CHART]}{about}_{view.build.id}.{'csv' if about else form}"
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
        case "list":
            from dashboard.pages.lists import sheets as list_sheets

            return list_sheets.sheet(view) if chart == "list" else None
        case _:
            return None


def _meta(data: Sheet, view: View) -> Originated:
    """What shows the origin of a file: the answer's own explanation, or the build of a list."""
    return about(data.question, view.build).meta if data.question else view.build


def terms_of(data: Sheet, view: View, home: str) -> Terms:
    """What the file says of itself: what it shows, how it was counted, of which build and day, with whose rights."""
    viewer = builds.serving().viewer
    rights = view.word("rights", viewer.role)
    origin = (view.text("origin.label"), origin_line(_meta(data, view), view.language) or view.text("origin.real"))
    return [
        origin,
        *_subject(data, view),
        (view.text("download.rights"), f"{rights} {viewer.unit}" if viewer.unit else rights),
        (view.text("download.numbers"), view.text("download.shares")),
        (view.text("download.signs"), view.text("foot.signs")),
        (view.text("download.address"), home + view.address.href.removeprefix("./")),
        (view.text("download.log"), view.text("download.logged")),
    ]


def _subject(data: Sheet, view: View) -> Terms:
    """What the file shows: an indicator with its definition, or a list and the day that it describes."""
    if data.question is None:
        edition = view.text("download.edition", build=view.build.id, day=view.as_of)
        return [(data.title, data.says), (view.text("about.build"), edition)]
    described = describe(about(data.question, view.build), view.language)
    return [(described.name, data.title), (view.text("definitions.definition"), described.definition), *described.terms]
