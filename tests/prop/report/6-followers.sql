-- followers and profile.

create table flow as select source, account, day, period,
    case type when 'follow' then 1 else -1 end as sign
from inward where type in ('follow', 'unfollow');
-- What a source never says it does not know, which is not 0.
create table knows as select source, max(sign = 1) as gains,
    max(sign = -1) as loses from flow group by source;
create table own as select * from account
where direction = 'out' or (account <> ''
    and user_id in (account, source || ':' || account));
create table snapshot as
select source, account, day, followers from (
    select source, account, on_day as day, cast(followers as integer)
	as followers, row_number() over (partition by source, account, on_day
	order by julianday(as_of) desc, as_of desc,
	cast(followers as integer) desc) as i
    from own where followers <> '' and as_of <> '') where i = 1;
create table flowing as
select "by", grp, flags, f.sign, f.source, f.day is not null as one from (
    select '' as "by", '' as grp, '' as flags, sign, source, day from flow
    union all select 'source', source, '', sign, source, day from flow
    union all select 'source;account', source || ';' || account, '', sign,
	source, day from flow
    union all select unit, period, flags, sign, source, day
	from flow join flag using (period), span
    -- An account with nothing but snapshots, of a source with events or not.
    union all select 'source', source, '', null, source, null from snapshot
    union all select 'source;account', source || ';' || account, '', null,
	source, null from snapshot
    union all select '', '', '', null, source, null from snapshot) f;
create table flows as
select "by", grp, flags, sum(one and sign = 1) as won, sum(one and sign = -1)
    as lost, total(one * sign) filter (where gains and loses) as net,
    max(coalesce(gains, 0)) as gains, max(coalesce(loses, 0)) as loses,
    max(coalesce(gains and loses, 0)) as both
from flowing left join knows using (source) group by "by", grp, flags;
-- A source without an event in a period has 0 of them.
update flows set gains = (select max(gains) from knows),
    loses = (select max(loses) from knows),
    both = (select max(gains and loses) from knows)
where "by" in ('day', 'week', 'month');
insert into plain (section, metric, "by", grp, flags, value)
select 'followers', 'new_followers', "by", grp, flags,
    case when gains then coalesce(won, 0) end from flows
union all select 'followers', 'lost_followers', "by", grp, flags,
    case when loses then coalesce(lost, 0) end from flows
union all select 'followers', 'net_followers', "by", grp, flags,
    case when both then net end from flows;
create table stretch as
select source, account, min(day) as first, max(day) as last,
    source || ';' || account as grp from snapshot group by source, account;
create table stretched as
select s.*, a.followers as start, b.followers as stop, coalesce(gains, 0)
    as gains, coalesce(loses, 0) as loses, (select total(sign) from flow f
    where f.source = s.source and f.account = s.account and f.day > first
    and f.day <= last) as net, (select count(*) from flow f
    where f.source = s.source and f.account = s.account and f.day > first
    and f.day <= last and sign = -1) as lost,
    case when first = last then first else first || '..' || last end as period
from stretch s join snapshot a on a.source = s.source
    and a.account = s.account and a.day = first
join snapshot b on b.source = s.source and b.account = s.account
    and b.day = last left join knows k on k.source = s.source;
insert into plain (section, metric, "by", grp, period, value)
select 'followers', 'followers_end', 'source;account', grp, period, stop
from stretched
union all select 'followers', 'followers_start', 'source;account', grp, period,
    start from stretched where first < last
union all select 'followers', 'followers_residual', 'source;account', grp,
    period, stop - start - net from stretched
where first < last and gains and loses;
insert into ratio (section, metric, "by", grp, period, num, den, n)
select 'followers', 'growth', 'source;account', grp, period, net, start, start
from stretched where first < last and gains and loses
union all select 'followers', 'unfollow_rate', 'source;account', grp, period,
    lost, start, start from stretched where first < last and loses;

-- The newest row of a customer that says a trait.
create table tell as
select user_id, key as trait, trim(value) as said, row_number() over (
    partition by user_id, key order by on_day desc,
    cast(trim(value) as blob)) as i
from account, json_each(json_object('gender', gender, 'age', age, 'birthday',
    birthday, 'region', region, 'job', job))
where user_id <> '' and trim(value) <> '' and at not in (select at from own);
delete from tell where i > 1;
create table profiled as select count(distinct user_id) as n from account
where user_id <> '' and at not in (select at from own)
and exists (select 1 from tell);
create table years as
select user_id, case when exists (select 1 from tell a
    where a.user_id = t.user_id and trait = 'age') then
    (select cast(said as integer) from tell a where a.user_id = t.user_id
    and trait = 'age' and said not glob '*[^0-9]*') else (select
    substr(as_of, 1, 4) - substr(said, 1, 4)
    - (substr(as_of, 6, 5) < substr(said, 6, 5)) from tell b, span
    where b.user_id = t.user_id and trait = 'birthday' and date(said) is not null) end as age
from tell t where trait in ('age', 'birthday') group by user_id;
create table band(name, low, high);
insert into band values ('under-18', 0, 17), ('18-24', 18, 24),
    ('25-34', 25, 34), ('35-44', 35, 44), ('45-54', 45, 54),
    ('55-up', 55, 120);
create table trait_of as
select trait, said as name, count(*) as n, row_number() over (
    partition by trait order by count(*) desc, cast(said as blob)) as i
from tell where trait in ('gender', 'region', 'job') group by trait, said
union all select 'age', name, (select count(*) from years where age
    between low and high), 0 from band where exists (select 1 from years
    where age between 0 and 120);
insert into trait_of
select 'interest', preferred_tag, count(*), row_number() over (
    order by count(*) desc, cast(preferred_tag as blob)) from cust
where preferred_tag <> '' group by preferred_tag;
create table all_said as select trait, sum(n) as n, count(*) as names
from trait_of group by trait;
insert into plain (section, metric, value)
select 'profile', 'customers', n from profiled where n > 0;
insert into plain (section, metric, "by", grp, value)
select 'profile', 'values', 'trait', trait, names from all_said
where trait <> 'age'
union all select 'profile', 'not_used', 'trait', 'age', sum((age between 0
    and 120) is not 1) from years having count(*)
union all select 'profile', 'customers', trait, name, n from trait_of, opt
where i <= top;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'profile', 'said_share', 'trait', trait, a.n, of.n, of.n, 1
from all_said a, (select trait, case trait when 'interest' then (select
    count(*) from cust) else p.n end as n from all_said, profiled p) of
    using (trait)
union all select 'profile', 'customer_share', trait, name, t.n, a.n, a.n, 1
from trait_of t join all_said a using (trait), opt where i <= top;
