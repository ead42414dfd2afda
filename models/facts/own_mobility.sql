-- One row per direction, year of start and academic year: the own students in Erasmus+ mobility, as the public files have
-- them.
select direction, year_start, year_academic, participants, long_participants, short_participants
from facts.peer_mobility
where institution = :own_institution
