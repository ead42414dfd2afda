-- Every organisation of the Erasmus+ mobility files as they write it, with the institution of today that it is: by its
-- Erasmus code, else by a reviewed name, else itself in the home country. Others have none.
with written as (
    select sending_name as name, sending_country as country, sending_erasmus_code as erasmus_code, participants
    from feeds.erasmus_flows
    union all
    select receiving_name, receiving_country, receiving_erasmus_code, participants
    from feeds.erasmus_flows
),

listed as (
    select name, country, erasmus_code, cast(sum(participants) as bigint) as participants
    from written
    group by name, country, erasmus_code
)

select
    listed.name,
    listed.country,
    listed.erasmus_code,
    listed.participants,
    case
        when code.institution is not null then code.institution
        when alias.institution is not null then alias.institution
        when listed.country = :home_country then coalesce(listed.erasmus_code, concat('name:', written_name.folded))
    end as institution,
    case
        when code.institution is not null then 'identifier'
        when alias.institution is not null then 'name'
    end as matched_by
from listed
left join dims.institution_keys as code
    on listed.erasmus_code = code.key
    and code.kind = 'erasmus_code'
left join dims.organisation_names as written_name on listed.name = written_name.name
left join dims.institution_keys as alias
    on written_name.folded = alias.key
    and listed.country = alias.country
    and alias.kind = 'name'
