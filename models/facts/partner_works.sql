-- One row per work and partner whose authors wrote it with the institution's.
select
    works.work,
    works.year,
    works.partner_id as partner,
    partner.country
from dims.partner_works as works
inner join feeds.partners as partner on works.partner_id = partner.partner_id
