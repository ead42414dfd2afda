-- The lists that name countries, as periods with closed ends: a country is on a list on the days between.
select
    list,
    country_code as country,
    member,
    coalesce(cast(valid_from as date), cast('0001-01-01' as date)) as from_date,
    coalesce(cast(valid_to as date), cast('9999-12-31' as date)) as to_date
from (
    select 'priority' as list, country_code, 'true' as member, listed_from as valid_from, listed_to as valid_to
    from codes.priority_countries
    union all
    select 'eu_eea', country_code, 'true', valid_from, valid_to from codes.eu_eea_members
    union all
    select 'dac', country_code, dac_group, valid_from, valid_to from codes.dac_groups
    union all
    select 'english_speaking', country_code, 'true', valid_from, valid_to from codes.english_speaking_countries
    union all
    select 'eu_eea_ch', country_code, 'true', valid_from, valid_to from codes.eu_eea_members
    union all
    select 'eu_eea_ch', country_code, 'true', valid_from, valid_to from codes.eu_eea_associates
) as members
