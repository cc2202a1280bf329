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

-- The newest row of a customer that says a trait: of all, and of those up to
-- the day of --prev, unless a row has no day.
create table era as select 'now' as side, as_of as until from span
union all select 'before', max(as_of) from before having count(*);
create table told as
select side, until, user_id, key as trait, trim(value) as said, on_day
from account, era, json_each(json_object('gender', gender, 'age', age,
    'birthday', birthday, 'region', region, 'job', job))
where user_id <> '' and trim(value) <> '' and at not in (select at from own)
and (side = 'now' or on_day between '1' and until);
create table undated as
select count(distinct at) as n from account where on_day = '' and user_id <> ''
and at not in (select at from own)
and trim(gender || age || birthday || region || job) <> '';
delete from told where side = 'before' and (select n from undated) > 0;
create table tell as
select *, row_number() over (partition by side, user_id, trait
    order by on_day desc, cast(said as blob)) as i from told;
delete from tell where i > 1;
create table profiled as select side, until, count(distinct user_id) as n
from era left join account on user_id <> ''
and at not in (select at from own)
and (side = 'now' or on_day between '1' and until)
where exists (select 1 from tell) group by side;
create table years as
select side, user_id, case when exists (select 1 from tell a
    where a.side = t.side and a.user_id = t.user_id and trait = 'age') then
    (select cast(said as integer) from tell a where a.side = t.side
    and a.user_id = t.user_id and trait = 'age'
    and said not glob '*[^0-9]*') else (select
    substr(b.until, 1, 4) - substr(said, 1, 4)
    - (substr(b.until, 6, 5) < substr(said, 6, 5)) from tell b
    where b.side = t.side and b.user_id = t.user_id and trait = 'birthday'
    and date(said) is not null) end as age
from tell t where trait in ('age', 'birthday') group by side, user_id;
create table band(name, low, high);
insert into band values ('under-18', 0, 17), ('18-24', 18, 24),
    ('25-34', 25, 34), ('35-44', 35, 44), ('45-54', 45, 54),
    ('55-up', 55, 120);
create table likes as
select 'now' as side, preferred_tag as name from cust
union all select 'before', preferred_tag from before
where (select has_preferred_tag from has);
create table one_of as
select trait, said as name, side from tell
where trait in ('gender', 'region', 'job')
union all select 'age', name, side from years join band
    on age between low and high
union all select 'age', name, '' from band where exists (select 1 from years
    where side = 'now' and age between 0 and 120)
union all select 'interest', name, side from likes where name <> '';
create table trait_of as
select trait, name, sum(side = 'now') as n, sum(side = 'before') as was,
    case trait when 'age' then 0 else row_number() over (partition by trait
    order by sum(side = 'now') desc, cast(name as blob)) end as i
from one_of group by trait, name;
create table all_said as select trait, sum(n) as n, sum(was) as was,
    sum(n > 0) as names
from trait_of group by trait;
insert into plain (section, metric, period, value)
select 'profile', 'customers', until, n from profiled
where side = 'now' and n > 0
union all select 'profile', case when u.n then 'rows_without_day'
    else 'customers_before' end, until, case when u.n then u.n else p.n end
from profiled p, undated u where side = 'before';
insert into plain (section, metric, "by", grp, value)
select 'profile', 'values', 'trait', trait, names from all_said
where trait <> 'age'
union all select 'profile', 'not_used', 'trait', 'age', sum((age between 0
    and 120) is not 1) from years where side = 'now' having count(*)
union all select 'profile', 'customers', trait, name, n from trait_of, opt
where i <= top
union all select 'profile', 'customer_share_change', trait, name,
    t.n * 1.0 / a.n - t.was * 1.0 / a.was
from trait_of t join all_said a using (trait), opt
where i <= top and a.n > 0 and a.was > 0;
insert into plain (section, metric, "by", grp, period, value)
select 'profile', 'customers_before', trait, name, until, t.was
from trait_of t join all_said a using (trait), opt, era
where i <= top and a.was > 0 and side = 'before';
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'profile', 'said_share', 'trait', trait, a.n, of.n, of.n, 1
from all_said a, (select trait, case trait when 'interest' then (select
    count(*) from cust) else (select n from profiled where side = 'now') end
    as n from all_said) of using (trait)
union all select 'profile', 'customer_share', trait, name, t.n, a.n, a.n, 1
from trait_of t join all_said a using (trait), opt where i <= top;
insert into ratio (section, metric, "by", grp, period, num, den, n, each)
select 'profile', 'customer_share_before', trait, name, until, t.was, a.was,
    a.was, 1
from trait_of t join all_said a using (trait), opt, era
where i <= top and a.was > 0 and side = 'before';
