"""What a reader can take away from a chart: its data, its picture, and a link to the view."""

from urllib.parse import urlencode

from dashboard.markup import Html, tag
from dashboard.origin import origin_label, origin_line
from dashboard.pages.parts.view import View
from models.answer import Meta


def downloads(chart: str, says: str, view: View, meta: Meta, *, has_picture: bool = True) -> Html:
    """Data as files that the server makes, pictures that it notes and the browser makes, a link to what is shown.

    `has_picture`: what is shown is one drawing, which the browser can make a picture of.
    """
    address = view.address
    links = _file_links(chart, view)
    name = f"{address.goal or address.of or address.topic}_{chart}"
    pictures = [
        tag(
            "button",
            form,
            type="button",
            data_picture=form,
            data_note=_href(chart, form, view),
            data_name=name,
            data_says=says,
            data_origin=origin_line(meta, view.language),
            data_basis=_basis(view, meta),
            aria_label=f"{view.text('download.picture')} {form}",
        )
        for form in ("svg", "png")
    ]
    copy = tag("button", view.text("download.copy"), type="button", data_copy=view.text("download.copied"))
    return tag(
        "p",
        tag("span", view.text("download.data"), *_spaced(links)),
        tag("span", view.text("download.picture"), *_spaced(pictures)) if has_picture else None,
        copy,
        tag("span", "", class_="unseen", role="status"),
        class_="downloads",
    )


def file_links(chart: str, view: View) -> Html:
    """A list's rows as files: a csv, what it says of itself, and a workbook of both."""
    links = _spaced(_file_links(chart, view))
    copy = tag("button", view.text("download.copy"), type="button", data_copy=view.text("download.copied"))
    label = tag("span", "", class_="unseen", role="status")
    return tag("p", tag("span", view.text("download.data"), *links), copy, label, class_="downloads")


def _file_links(chart: str, view: View) -> list[Html]:
    shown = {"csv": "csv", "about": view.text("download.about"), "xlsx": "xlsx"}
    return [
        tag(
            "a",
            words,
            href=_href(chart, form, view),
            download=True,
            aria_label=f"{view.text('download.data')} {words}",
        )
        for form, words in shown.items()
    ]


def _href(chart: str, form: str, view: View) -> str:
    return f"download?{urlencode({**view.address.parameters, 'lang': view.language, 'chart': chart, 'format': form})}"


def _basis(view: View, meta: Meta) -> str:
    """What a picture says below the chart; the origin of the data first, so that it survives cropping."""
    basis = view.text(
        "download.basis",
        institution=view.build.config.institution.short_name,
        dated_by=view.word("reference_date", meta.dated_by),
        rounding=view.word("rounding", meta.rounding),
        as_of=view.as_of,
        build=view.build.id,
    )
    label = origin_label(meta, view.language)
    return basis if label is None else f"{label} · {basis}"


def _spaced(links: list[Html]) -> list[str | Html]:
    return [part for link in links for part in (" ", link)]
