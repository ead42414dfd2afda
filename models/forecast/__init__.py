"""Where a figure is heading, and when it meets its target at this pace; docs/forecast.md says how far to trust it."""

from models.forecast.forecast import Forecast, Point
from models.forecast.forecasting import forecast

__all__ = ["Forecast", "Point", "forecast"]
