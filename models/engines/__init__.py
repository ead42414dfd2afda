"""Where SQL runs: one small class per engine."""
