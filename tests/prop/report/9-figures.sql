-- All figures as rows of the data form; then scorecard and targets, which are
-- made from them.

create table estimate as
select section, metric, "by", grp, max(period) as period, flags, count(x)
    filter (where y is not null) as n, total(y) filter (where x is not null)
    as y, total(x) filter (where y is not null) as x, max(most) as most
from pair group by section, metric, "by", grp, flags;
create table error as
select e.*, case when e.n > 1 and e.x > 0 then sqrt(e.n / (e.n - 1.0)
    * (select total((p.y - e.y / e.x * p.x) * (p.y - e.y / e.x * p.x))
    from pair p where p.section = e.section and p.metric = e.metric
    and p."by" = e."by" and p.grp = e.grp and p.flags = e.flags)) / e.x
    * 1.959963984540054 end as half
from estimate e;
create table want as
select section, metric, "by", grp, period, num, den, value, null as low,
    null as high, n, flags from plain
union all
select section, metric, "by", grp, period, num, den, case when den > 0 then
    num * 1.0 / den end,
    case when each and den > 0 then (num * 1.0 / den + z2 / (2 * den)
	- 1.959963984540054 * sqrt(num * 1.0 / den * (1 - num * 1.0 / den)
	/ den + z2 / (4.0 * den * den))) / (1 + z2 / den) end,
    case when each and den > 0 then (num * 1.0 / den + z2 / (2 * den)
	+ 1.959963984540054 * sqrt(num * 1.0 / den * (1 - num * 1.0 / den)
	/ den + z2 / (4.0 * den * den))) / (1 + z2 / den) end, n,
    case when n < 30 then 'small_n;' else '' end || flags
from ratio, (select 1.959963984540054 * 1.959963984540054 as z2)
union all
select section, metric, "by", grp, period, y, x, case when x > 0 then y / x
    end, case when half is not null then max(0, y / x - half) end,
    case when half is not null then min(coalesce(most, 1e300), y / x + half)
    end, n, case when n < 30 then 'small_n;' else '' end || flags from error
union all
select 'satisfaction', 'nps', "by", grp, null, 100 * (good - bad), n, value,
    max(-100, value - half), min(100, value + half), n,
    case when n < 30 then 'small_n;' else '' end || flags from nps;
update want set period = (select as_of from span) where period is null;

create table item(place, block, section, metric, grp, named);
insert into item values
    (1, 'satisfaction', 'satisfaction', 'nps', null, null),
    (2, 'satisfaction', 'satisfaction', 'csat', null, null),
    (3, 'satisfaction', 'sentiment', 'negative_share', null, null),
    (4, 'loyalty', 'customers', 'repurchase_rate', null, null),
    (5, 'loyalty', 'silent', 'silent_share', null, null),
    (6, 'loyalty', 'lifecycle', 'customer_share', 'churned', 'churned_share'),
    (7, 'business', 'customers', 'net_revenue', null, null),
    (8, 'business', 'customers', 'orders', null, null),
    (9, 'business', 'customers', 'aov', null, null),
    (10, 'business', 'customers', 'buyers', null, null),
    (11, 'social', 'engagement', 'engagement_rate', null, null),
    (12, 'social', 'engagement', 'views', null, null),
    (13, 'social', 'followers', 'net_followers', null, null);
create table card as
select i.block, coalesce(i.named, w.metric) as metric, w.period, w.num, w.den,
    w.value, w.low, w.high, w.n, w.flags
from item i join want w using (section, metric)
where (i.grp = w.grp or (i.grp is null and w."by" in ('', 'currency', 'scale')))
and w.value is not null;
create table star as select name, source, title, since, hotness from hot
where i = 1;
insert into want
select 'scorecard', metric, 'block', block, period, num, den, value, low, high,
    n, flags from card where (select count(distinct block) from (select block
    from card union select 'social' from star)) >= 3
union all
select 'scorecard', 'hotness', 'block;content', 'social;' || title, since,
    null, null, hotness, null, null, null, '' from star
where (select count(distinct block) from (select block from card
    union select 'social' from star)) >= 3;

-- A target is of a figure by its period, or of the one of its scope.
create table days as
select t.*, case
    when period like '%..%' then substr(period, 1, 10)
    when period like '%-Q%' then substr(period, 1, 4) || '-' || substr('0' ||
	(3 * substr(period, -1) - 2), -2) || '-01'
    when length(period) = 7 then period || '-01' else period end as first,
    case when period like '%..%' then substr(period, -10)
    when period like '%-Q%' then date(substr(period, 1, 4) || '-' || substr('0'
	|| (3 * substr(period, -1) - 2), -2) || '-01', '+3 months', '-1 day')
    when length(period) = 7 then date(period || '-01', '+1 month', '-1 day')
    else period end as last from target t;
create table aimed as
select d.*, w.section || '.' || w.metric as name, w.num, w.den, w.value, w.low,
    w.high, w.n, w.period as since, w.section, w.metric as plain_metric,
    w."by" as wby, w.grp as wgrp, w."by" = unit || case scope when '' then ''
    else ';' || substr(scope, 1, instr(scope, '=') - 1) end as of_period
from days d, span, want w
where d.metric in (w.metric, w.section || '.' || w.metric)
and w.section not in ('changes', 'scorecard') and (
    (w."by" = unit || case scope when '' then '' else ';' || substr(scope, 1,
	instr(scope, '=') - 1) end
    and w.grp = (select period from day where day = first) || case scope
	when '' then '' else ';' || substr(scope, instr(scope, '=') + 1) end
    and first = (select min(day) from day p where p.period = (select period
	from day where day = first))
    and last = (select max(day) from day p where p.period = (select period
	from day where day = first)))
    or (scope = '' and w."by" in ('', 'currency'))
    or (scope <> '' and w."by" = substr(scope, 1, instr(scope, '=') - 1)
    and w.grp = substr(scope, instr(scope, '=') + 1)));
delete from aimed where not of_period and exists (select 1 from aimed o
    where o.at = aimed.at and o.of_period);
-- One that names its section may have no figure.
insert into aimed (at, metric, scope, period, min, max, first, last, name,
    since)
select d.at, metric, scope, period, min, max, first, last, metric, as_of
from days d, span where d.at not in (select at from aimed);
create table hold as
select a.*, name || ';' || scope || ';' || a.period as grp,
    case when of_period then first || '..' || last else since end as at_period,
    cast(nullif(min, '') as real) as low_, cast(nullif(max, '') as real)
    as high_, julianday(last) - julianday(first) + 1 as days,
    max(0, min(julianday(last) - julianday(first) + 1,
    julianday(as_of) - julianday(first) + 1)) as over, as_of
from aimed a, span;
create table aim as select *, case when value < low_ then 'below'
    when value > high_ then 'above' else '' end as missed from hold;
insert into want
select 'targets', 'actual', 'metric;scope;period', grp, at_period, num, den,
    value, low, high, n, missed || case when n < 30 and den then ';small_n'
    else '' end || case when as_of < last then ';incomplete' else '' end
from aim
union all select 'targets', m.metric, 'metric;scope;period', grp, at_period,
    case m.metric when 'elapsed_share' then over end,
    case m.metric when 'elapsed_share' then days end,
    case m.metric when 'of_period' then of_period when 'target_min' then low_
    when 'target_max' then high_ when 'reached' then missed = ''
    when 'gap' then value - case when missed = 'above' then high_
	else coalesce(low_, high_) end
    when 'elapsed_share' then over / days
    else value * days / (coalesce(low_, high_) * over) end,
    null, null, null, ''
from aim, (select 'of_period' as metric union all select 'target_min'
    union all select 'target_max' union all select 'gap' union all
    select 'reached' union all select 'elapsed_share' union all
    select 'pace') m
where case m.metric when 'target_min' then low_ is not null
    when 'target_max' then high_ is not null
    when 'of_period' then section is not null
    when 'gap' then value is not null when 'reached' then value is not null
    when 'pace' then of_period and den is null and over > 0 else 1 end;
