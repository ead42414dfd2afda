-- What a build says about itself: where every row came from and what became of it.
create schema meta;
create schema if not exists feeds;
create schema codes;

create table meta.build (
    build_id varchar,
    built_at timestamp,
    as_of date,
    certified boolean,
    utsyn_version varchar
);

-- The form of these tables; see models/schema.py.
create table meta.schema (version integer);

create table meta.files (
    file_no integer,
    feed varchar,
    source varchar,
    path varchar,
    bytes bigint,
    sha256 varchar,
    modified_on timestamp,
    profile varchar,
    contract_version varchar,
    rows_read bigint,
    rows_loaded bigint,
    rows_quarantined bigint,
    rows_duplicate bigint
);

-- Whether each file is real or synthetic, as the inbox said (see `origin.toml`).
create table meta.origins (file_no integer, origin varchar);

-- The files whose accepted rows all are in their feed's table, for the next build to start from; `staged` names the rows.
create table meta.staged (file_no integer, staged varchar, rows bigint);

-- What the certifier received of each feed as JSON, for the next build to count only what changed.
create table meta.tallies (feed varchar, tally varchar);

create table meta.broken_rules (file_no integer, feed varchar, rule varchar, severity varchar, rows bigint);

create table meta.expectations (
    feed varchar,
    rule varchar,
    expectation varchar,
    success boolean,
    unexpected_count bigint
);

create table meta.dataset_rules (
    feed varchar,
    rule varchar,
    kind varchar,
    severity varchar,
    measured double,
    allowed double,
    success boolean,
    detail varchar
);
