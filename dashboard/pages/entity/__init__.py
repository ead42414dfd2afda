"""The pages of partners, agreements, programmes, projects, calls, countries and units."""
