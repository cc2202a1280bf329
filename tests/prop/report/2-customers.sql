-- customers, segments, tiers, lifecycle, heatmap, silent, lifetime, events.

create table coin as select coalesce(max(currency), '') as code from (
    select currency from person
    union all select currency from act join sale using (at));
create view money as select code, case when code = '' then '' else 'currency'
    end as "by" from coin;
create table sum as
select count(*) as customers, coalesce(sum(n > 0), 0) as buyers,
    coalesce(sum(n), 0) as orders, total(money) as money,
    coalesce(sum(n > 0 and first <> last), 0) as again from cust;
create view shown as select * from sum
where (select joined from opt) or exists (select 1 from sale);

insert into plain (section, metric, value)
select 'customers', 'customers', customers from shown;
insert into plain (section, metric, value)
select 'customers', 'buyers', buyers from shown, has where has_frequency;
insert into plain (section, metric, value, n)
select 'customers', 'orders', orders, buyers from shown, has where has_frequency;
insert into ratio (section, metric, num, den, n, each)
select 'customers', 'buyer_share', buyers, customers, customers, 1
from shown, has where has_frequency
union all select 'customers', 'orders_per_buyer', orders, buyers, buyers, 0
from shown, has where has_frequency
union all select 'customers', 'repurchase_rate', again, buyers, buyers, 1
from shown, has where has_frequency;
create table gross as select total(money) as money from sale
where not back and user_id <> '';
create table net as select total(money) as money from buyer
where user_id <> '';
insert into plain (section, metric, "by", grp, value)
select 'customers', 'gross_revenue', "by", code, gross.money / 10000
from gross, money where exists (select 1 from sale)
union all select 'customers', 'refunds', "by", code,
    (gross.money - net.money) / 10000
from gross, net, money where exists (select 1 from sale)
union all select 'events', 'net_revenue', "by", code, net.money / 10000
from net, money where exists (select 1 from sale)
    and (select joined from opt);
insert into ratio (section, metric, num, den)
select 'customers', 'refund_rate', (gross.money - net.money) / 10000,
    gross.money / 10000 from gross, net where exists (select 1 from sale);
insert into plain (section, metric, "by", grp, value, n)
select 'customers', 'net_revenue', "by", code, money / 10000, customers
from shown, money, has where has_monetary;
insert into plain (section, metric, "by", grp, num, den, value, n, flags)
select 'customers', 'aov', "by", code, money / 10000, orders,
    mean(money, orders), orders,
    case when orders < 30 then 'small_n' else '' end
from shown, money, has where has_monetary and has_frequency;

-- By period: an order is of its first day, a refund of its own.
create table taken as
select day, user_id, money as gross, case when undone and not backs then 0
    else money end as net, not undone and not (backs and refunds >= money)
    as counts from bought where lines and user_id <> ''
union all
select day, user_id, 0, -abs(money), 0 from sale where back and user_id <> '';
create table takings as
select period, flags, total(gross) as gross, total(net) as net,
    sum(counts) as orders, count(distinct case when counts then user_id end)
    as buyers from taken join day using (day) join flag using (period)
group by period;
insert into plain (section, metric, "by", grp, flags, value, n)
select 'customers', 'buyers', unit, period, flags, buyers, null
from takings, span
union all select 'customers', 'orders', unit, period, flags, orders, buyers
from takings, span
union all select 'customers', 'gross_revenue', unit, period, flags,
    gross / 10000, null from takings, span
union all select 'customers', 'refunds', unit, period, flags,
    (gross - net) / 10000, null from takings, span
union all select 'customers', 'net_revenue', unit, period, flags, net / 10000,
    null from takings, span;

-- Segments. The median is the nearest rank of the recencies that are known.
insert into plain (section, metric, value)
select 'segments', 'segments', count(distinct nullif(segment, '')) from cust
having (select has_segment from has);
create table part as select segment, count(*) as n, total(money) as money,
    count(recency) as known from cust where (select has_segment from has)
group by segment;
insert into plain (section, metric, "by", grp, value)
select 'segments', 'customers', 'segment', segment, n from part;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'segments', 'customer_share', 'segment', segment, n, customers,
    customers, 1 from part, sum;
insert into plain (section, metric, "by", grp, value, n)
select 'segments', 'net_revenue', 'segment', segment, money / 10000, n
from part
union all
select 'segments', 'median_recency', 'segment', segment, (select recency from (
    select recency, row_number() over (order by recency) as i
    from cust where cust.segment = part.segment and recency is not null)
    where i = (part.known + 1) / 2), known from part;
insert into ratio (section, metric, "by", grp, num, den, n)
select 'segments', 'revenue_share', 'segment', segment, part.money / 10000,
    sum.money / 10000, n from part, sum;

-- Tiers and states: the known names are there when one of them is.
create table known(section, name, low, high);
insert into known values ('tiers', 'core', 10, 15),
    ('tiers', 'potential', 20, 25), ('tiers', 'longtail', 60, 70),
    ('lifecycle', 'new', null, null), ('lifecycle', 'active', null, null),
    ('lifecycle', 'resurrected', null, null),
    ('lifecycle', 'dormant', null, null),
    ('lifecycle', 'churned', null, null);
create view state as select 'tiers' as section, 'tier' as "by", tier as name,
    user_id from cust, has where has_tier
union all select 'lifecycle', 'lifecycle', lifecycle, user_id
from cust, has where has_lifecycle;
create table named as
select section, "by", name, count(user_id) as n, sum(count(user_id)) over
    (partition by section) as total from (
    select section, "by", name, user_id from state where name <> ''
    union all select k.section, case k.section when 'tiers' then 'tier' else
	'lifecycle' end, k.name, null from known k where exists (
	select 1 from state s join known o using (section, name)
	where s.section = k.section))
group by section, "by", name;
insert into plain (section, metric, "by", grp, value)
select section, 'customers', "by", name, n from named;
insert into ratio (section, metric, "by", grp, num, den, n, each, flags)
select section, 'customer_share', "by", name, n, total, total, 1,
    case when n * 100 < total * low then 'below'
    when n * 100 > total * high then 'above' else '' end
from named left join known using (section, name);
insert into plain (section, metric, value)
select section, 'customers_without_' || "by", sum(name = '') from state
group by section;
insert into ratio (section, metric, "by", grp, num, den)
select section, 'band_low', "by", name, low, 100 from named
join known using (section, name) where low
union all select section, 'band_high', "by", name, high, 100 from named
join known using (section, name) where low;
create table quiet as select name, sum(lifecycle = 'dormant') as dormant,
    sum(lifecycle = 'churned') as churned, sum(lifecycle <> '') as stated
from named left join cust on cust.tier = name, has
where section = 'tiers' and has_lifecycle group by name;
insert into plain (section, metric, "by", grp, value, n)
select 'tiers', 'dormant', 'tier', name, coalesce(dormant, 0),
    coalesce(stated, 0) from quiet
union all select 'tiers', 'churned', 'tier', name, coalesce(churned, 0),
    coalesce(stated, 0) from quiet;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'tiers', 'silent_share', 'tier', name, coalesce(dormant + churned, 0),
    coalesce(stated, 0), coalesce(stated, 0), 1 from quiet;
-- P- of V+: those that longtail got for want of a preference.
insert into ratio (section, metric, num, den, n, each)
select 'tiers', 'vague_share', count(*) filter (where preference_clear <> 'true'
    and instr(';' || missing || ';', ';tags;') = 0), count(*), count(*), 1
from cust where high_value = 'true' and tier_raw <> ''
having (select has_tier and has_high_value from has);

-- Scores of 1 to 5.
create table grid as select a.value as r, b.value as f
from json_each('[1,2,3,4,5]') a, json_each('[1,2,3,4,5]') b, has
where has_r_score;
insert into plain (section, metric, "by", grp, value)
select 'heatmap', 'customers', 'r_score;f_score', r || ';' || f,
    (select count(*) from cust where cust.r = grid.r and cust.f = grid.f)
from grid;
insert into plain (section, metric, "by", grp, value, n)
select 'heatmap', 'recency_min', 'r_score', r, min(recency), count(*)
from cust where r and f group by r
union all select 'heatmap', 'recency_max', 'r_score', r, max(recency), count(*)
from cust where r and f group by r
union all select 'heatmap', 'frequency_min', 'f_score', f, min(n), count(*)
from cust where r and f group by f
union all select 'heatmap', 'frequency_max', 'f_score', f, max(n), count(*)
from cust where r and f group by f;
insert into plain (section, metric, value)
select 'heatmap', 'customers_without_score', sum(r is null or f is null)
from cust, has where has_r_score having count(*);

-- Gone silent: r_score * 5 <= bins * 2, with 5 bins.
create table gone as select *, row_number() over (
    order by money desc, cast(user_id as blob)) as i from cust where r <= 2;
insert into ratio (section, metric, num, den, n, each)
select 'silent', 'silent_share', (select count(*) from gone), count(r),
    count(r), 1 from cust, has where has_r_score having count(*);
insert into ratio (section, metric, num, den, n)
select 'silent', 'silent_revenue_share', (select total(money) from gone)
    / 10000, money / 10000, (select count(*) from gone) from sum, has
where has_r_score;
insert into plain (section, metric, value)
select 'silent', 'silent_since', min(recency) from gone having count(*);
insert into plain (section, metric, "by", grp, period, value)
select 'silent', metric, 'segment;user_id', segment || ';' || user_id,
    first || '..' || last, case metric when 'net_revenue' then money / 10000
    when 'orders' then n else recency end
from gone, opt, (select 'net_revenue' as metric union all select 'orders'
    union all select 'recency') where i <= top;

-- Worth of a customer, now and in the table of --prev.
create table worth as
select '' as behind, null as period, tier, monetary, clv from cust
union all select '_before', as_of, tier, nullif(monetary, ''),
    nullif(clv, '') from before;
create table worths as
select behind, max(period) as period, tier, count(*) as n,
    total(round(monetary * 10000)) as money, count(monetary) as paid,
    total(clv) as clv, count(clv) as expected from worth
where (select has_tier and (has_monetary or has_clv) from has)
and exists (select 1 from worth where tier <> '') group by behind, tier;
insert into plain (section, metric, "by", grp, period, value)
select 'lifetime', 'customers' || behind, 'tier', tier, period, n from worths;
insert into plain (section, metric, "by", grp, period, num, den, value, n,
    flags)
select 'lifetime', 'mean_monetary' || behind, 'tier', tier, period,
    money / 10000, paid, mean(money, paid), paid,
    case when paid < 30 then 'small_n' else '' end from worths;
insert into plain (section, metric, "by", grp, period, value, n)
select 'lifetime', 'mean_clv' || behind, 'tier', tier, period,
    round(clv / expected * 10000) / 10000, expected from worths;
insert into plain (section, metric, "by", grp, value, n)
select 'lifetime', now.metric || '_change', 'tier', now.grp,
    round((now.value - was.value) * 10000) / 10000, min(now.n, was.n)
from plain now join plain was on was.section = 'lifetime'
and was.metric = now.metric || '_before' and was.grp = now.grp
where now.section = 'lifetime' and now.metric in ('mean_monetary', 'mean_clv')
and now.value is not null and was.value is not null;

-- Events, whoever's they are.
insert into plain (section, metric, "by", grp, value)
select 'events', 'events', 'type', type, count(*) from act group by type
union all select 'events', 'orders_not_counted', 'status', status, count(*)
from act where type in ('order', 'refund')
and status in ('pending', 'cancelled', 'failed') group by status;
insert into plain (section, metric, "by", grp, flags, value)
select 'events', 'events', unit || ';type', l.period || ';' || t.type, flags,
    (select count(*) from act where type = t.type and act.period = l.period)
from (select distinct type from act) t, latest l join flag using (period), span;
insert into plain (section, metric, value)
select 'events', 'orders_without_customer', coalesce((select n from buyer
    where user_id = ''), 0)
union all select 'events', 'buyers_not_in_table', (select count(*) from buyer
    where user_id <> '' and user_id not in (select user_id from cust))
where (select joined from opt);
insert into plain (section, metric, "by", grp, value)
select 'events', 'revenue_without_customer', "by", code, coalesce((select
    money from buyer where user_id = ''), 0) / 10000 from money;
