"""Where a figure is heading, and when it meets its target at this pace; docs/forecast.md says how far to trust it."""

from models.forecast.foreseeing import forecast
from models.forecast.result import Forecast, Point

__all__ = ["Forecast", "Point", "forecast"]
