"""Cells that do not say what their column holds, or say it in a way nobody can be sure of."""

from tests.faults.fault import Fault, a_cell, file, stays

NUMBERS = ("1e400", "NaN", "inf", "-Infinity", "1 000", "1,000.50", "1.000,50", "kr 100", "0x1F", "10%", "٣")
DATES = (
    "0000-01-01",
    "9999-99-99",
    "1899-12-31",
    "2025-02-29",
    "01.02.2025",
    "1/2/2025",
    "45678",
    "20250110",
    "10-JAN-25",
)
BOOLEANS = ("ja", "nei", "yes", "Y", "T", "X", "2", "-1", "✓")
SEMESTER = "person_id,programme_code,semester,unit_code,campus,degree_level\nP1,BIT,{},631000,trondheim,bachelor\n"
AGREEMENT = "agreement_id,partner_id,scheme,degree_levels,valid_from,valid_to,status\nA1,P1,erasmus_plus,{},2025-01-01,2026-01-01,in_effect\n"
UNIT = "unit_code,parent_code,unit_level,name_nb,name_en,valid_from,valid_to,successor_code\n"

CELLS = (
    Fault("numbers_that_are_none", f"Not finite, or with separators: {', '.join(NUMBERS)}", a_cell("grant_eur", *NUMBERS), "quarantined", "grant_eur_is_a_number", rows=len(NUMBERS) + 1, quarantined=len(NUMBERS)),
    Fault("negative_number", "A grant below zero", a_cell("grant_eur", "-1"), "quarantined", "grant_eur_is_in_range", rows=2),
    Fault("huge_number", "More credits than anybody takes", a_cell("ects_planned", "1e300"), "quarantined", "ects_planned_is_in_range", rows=2),
    Fault("huge_integer", "A birth year past what a spreadsheet holds exactly", a_cell("birth_year", "9" * 400, "1e18"), "quarantined", "birth_year_is_an_integer", rows=3, quarantined=2),
    Fault("age_of_1000_years", "A birth year long ago", a_cell("birth_year", "1025"), "quarantined", "age_is_15_to_90", rows=2),
    Fault("dates_that_are_none", f"Out of range, impossible or not ISO 8601: {', '.join(DATES)}", a_cell("date_from", *DATES), "quarantined", "date_from_is_a_date", rows=len(DATES) + 1, quarantined=len(DATES)),
    Fault("dates_of_three_formats", "Three ways to write a day in one column", a_cell("date_from", "2025-01-10", "10.01.2025", "01/10/2025"), "quarantined", "date_from_is_a_date", rows=4, quarantined=2),
    Fault("leap_second", "23:59:60", a_cell("date_from", "2024-12-31T23:59:60"), "quarantined", "date_from_is_a_date", rows=2),
    Fault("last_day_of_the_calendar", "9999-12-31 for 'no end'", a_cell("date_to", "9999-12-31"), "quarantined", "stay_lasts_at_most_1095_days", rows=2),
    Fault("ends_before_it_starts", "A last day before the first", a_cell("date_to", "2024-01-01"), "quarantined", "stay_ends_on_or_after_it_starts", rows=2),
    Fault("booleans_of_all_kinds", f"Neither true/false nor 1/0: {', '.join(BOOLEANS)}", a_cell("virtual", *BOOLEANS), "quarantined", "virtual_is_a_boolean", rows=len(BOOLEANS) + 1, quarantined=len(BOOLEANS)),
    Fault("booleans_in_any_case", "TRUE, False, 1, 0", a_cell("virtual", "TRUE", "False", "1", "0"), "loaded", "the four ways to write a boolean", rows=5, cells={"virtual": False}),
    Fault("codes_outside_the_list", "Names, other lists and other case for a country", a_cell("country", "Germany", "DEU", "de", "EL", "276"), "quarantined", "country_is_in_list", rows=6, quarantined=5),
    Fault("look_alike_letters", "A country in Cyrillic letters", a_cell("country", "\u0415\u0415"), "quarantined", "country_is_in_list", rows=2),
    Fault("zero_width_around_a_code", "Zero-width and direction marks around a code", a_cell("country", "\u200bDE\u200e", "\u202bDE\u202c"), "loaded", "characters nobody sees are dropped from the ends of a cell", rows=3, cells={"country": "DE"}),
    Fault("zero_width_within_a_code", "A zero-width character inside a code", a_cell("country", "D\u200bE"), "quarantined", "country_is_in_list", rows=2),
    Fault("right_to_left_text", "Text that is written right to left", a_cell("programme_code", "\u202eedoc\u202c", "ברנמש"), "loaded", "text stays as it is", rows=3, cells={"programme_code": "ברנמש"}),
    Fault("formula_as_text", "A cell that a spreadsheet would run", a_cell("programme_code", '=HYPERLINK("http://x","y")', "@SUM(1)", "+1"), "loaded", "text stays text; exports disarm it", rows=4, cells={"programme_code": "+1"}),
    Fault("formula_for_a_number", "A formula where a number belongs", a_cell("grant_eur", "=1+1"), "quarantined", "grant_eur_is_a_number", rows=2),
    Fault("sql_in_a_cell", "A cell that would end a statement", a_cell("stay_id", "'); drop table feeds.stays; --"), "loaded", "values are bound, never pasted", rows=2),
    Fault("control_characters", "Escape sequences of a terminal", a_cell("unit_code", "\x1b[2J631000"), "quarantined", "unit_code_has_its_form", rows=2),
    Fault("line_end_in_a_code", "A code with a line end behind its form", a_cell("unit_code", "631000\n1"), "quarantined", "unit_code_has_its_form", rows=2),
    Fault("digits_of_another_script", "A code in Arabic digits", a_cell("unit_code", "٦٣١٠٠٠"), "quarantined", "unit_code_has_its_form", rows=2),
    Fault("code_that_lost_its_zeros", "A spreadsheet dropped leading zeros", a_cell("unit_code", "31000"), "quarantined", "unit_code_has_its_form", rows=2),
    Fault("empty_key", "No number of the stay", a_cell("stay_id", "", " \u00a0\u200b"), "quarantined", "stay_id_is_present", rows=3, quarantined=2),
    Fault("empty_person", "No person", a_cell("person_id", " "), "quarantined", "person_id_is_present", rows=2),
    Fault("semester_in_another_form", "A semester as it is spoken of", file("enrolments/a.csv", SEMESTER.format("H2024")), "quarantined", "semester_has_its_form"),
    Fault("list_with_empty_items", "A list with nothing between its separators", file("agreements/a.csv", AGREEMENT.format("|bachelor|| |master|")), "loaded", "empty items are none", cells={"degree_levels": ["bachelor", "master"]}),
    Fault("list_with_a_wrong_item", "A list with one item that is no code", file("agreements/a.csv", AGREEMENT.format("bachelor|guru")), "quarantined", "degree_levels_is_in_list"),
    Fault("unit_tree_with_a_cycle", "Two units, each below the other", file("units/a.csv", UNIT + "630000,631000,faculty,A,A,2000-01-01,,\n631000,630000,department,B,B,2000-01-01,,\n"), "loaded", "a cycle belongs to no institution, and ends every walk up the tree", rows=2),
    Fault("successors_with_a_cycle", "Two closed units, each the other's successor", file("units/a.csv", UNIT + "630000,,faculty,A,A,2000-01-01,2020-12-31,640000\n640000,,faculty,B,B,2000-01-01,2020-12-31,630000\n"), "loaded", "a cycle has no unit of today, and ends every walk along it", rows=2),
    Fault("nothing_known", "Every optional column of a stay says what nobody understands", file("stays/a.csv", stays({"ects_planned": "?", "green_travel": "?", "grant_eur": "?", "gender": "?", "birth_year": "?"})), "quarantined", "green_travel_is_a_boolean"),
)  # fmt: skip
