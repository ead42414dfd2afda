-- One row per scholarly work with an author of the institution, of the open registers of publications.
select
    work,
    year,
    is_international
from dims.own_works
