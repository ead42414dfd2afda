-- Every name of an organisation in the public sources, and the same as it is compared: capitals without accents, one
-- blank between words (`models.institutions.folded` does the same to the names that are known).
with written as (
    select organisation_name as name
    from feeds.eu_participations
    union
    select sending_name
    from feeds.erasmus_flows
    union
    select receiving_name
    from feeds.erasmus_flows
)

select
    name,
    trim(
        regexp_replace(
            translate(
                replace(replace(replace(upper(replace(name, 'ß', 'ss')), 'Æ', 'AE'), 'Œ', 'OE'), 'ẞ', 'SS'),
                'ÅÄÁÀÂÃÉÈÊËÍÌÎÏÓÒÔÕÖØÚÙÛÜÇÑŁŃŚ',
                'AAAAAAEEEEIIIIOOOOOOUUUUCNLNS'
            ),
            '[^A-Z0-9]+',
            ' ',
            'g'
        )
    ) as folded
from written
where name is not null
