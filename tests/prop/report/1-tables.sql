-- What the figures are computed from. The driver has loaded, all cells as text
-- and '' where a column is missing:
--	event	every row of the event tables, in order (at)
--	person	the customer table, if there is one
--	before	the customer table of --prev
--	target	the table of --targets
--	run	file, body: the summary, JSON, in the order of the report
--	opt	as_of ('' where nothing names it), currency (of --currency),
--		period, top, joined (is there a customer table), version

-- Figures: a plain value; num / den, with Wilson's interval when `each` counts
-- at most once; and pairs y, x of contents for the ratio estimator.
create table plain(section, metric, "by" default '', grp default '',
    period, value, n, flags default '', num, den);
create table ratio(section, metric, "by" default '', grp default '',
    period, num, den, n, flags default '', each default 0);
create table pair(section, metric, "by" default '', grp default '',
    period, flags default '', y, x, most);
-- What changes compares.
create table versus(metric, "by", grp, now_y, now_x, y, x, p);

create table other as select at from event, opt
where opt.currency <> '' and event.currency not in ('', opt.currency);
create table span as
select (select period from opt) as unit,
    coalesce(nullif((select as_of from opt), ''),
    (select max(substr(time, 1, 10)) from event
    where kind in ('', 'event'))) as as_of;
-- Money needs no zone: a day is the one in the text.
create table day as
with recursive d(day) as (
    select date(min(day), '-70 days') from (
	select as_of as day from span
	union all select substr(time, 1, 10) from event where time <> ''
	union all select substr(published_at, 1, 10) from event
	where published_at <> '')
    union all
    select date(day, '+1 day') from d where day < (select max(day) from (
	select date(as_of, '+40 days') as day from span
	union all select substr(published_at, 1, 10) from event)))
select day, case unit
    when 'day' then day when 'month' then substr(day, 1, 7)
    else date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days')
    end as period from d, span;
create unique index day_i on day(day);
-- The period that is running on as-of, the last that is over, the one before.
create table running as
select period from day, span where day = date(as_of, '+1 day');
create table now as select max(period) as period from day
where period < (select period from running);
create table past as select max(period) as period from day
where period < (select period from now);
create table latest as select period from past union select period from now
union select period from running;
-- What the period of a figure by periods is flagged with.
create view flag as select distinct period,
    case when period > (select period from now) then 'incomplete' else '' end
    as flags from day;

create table act as
select e.*, d.day, d.period from (select *, substr(time, 1, 10) as on_day
    from event where kind in ('', 'event')) e
left join day d on d.day = e.on_day, span
where e.on_day <= span.as_of and e.at not in (select at from other);
-- No type is an order, and one of a negative amount that counts a refund.
update act set type = 'order' where type = '';
update act set type = 'refund' where type = 'order' and amount + 0 < 0
and status in ('', 'paid', 'refunded', 'partially_refunded');
-- direction out: the brand's own.
create view inward as select * from act where direction <> 'out';
create table said as
select *, substr(case when period_start <> '' then period_start else as_of end,
    1, 10) as on_day from event where kind = 'content';
delete from said where on_day > (select as_of from span);
create table account as select *, substr(case when as_of <> '' then as_of
    else created_at end, 1, 10) as on_day from event where kind = 'profile';
delete from account where on_day > (select as_of from span);

-- Buyers by the rules of crm-rfm: an order is (customer, order_id), or its row.
create table sale as
select at, user_id, type, status, round(amount * 10000) as money,
    type = 'refund' or cast(amount as real) < 0 as back, time, day,
    case when order_id <> '' then order_id else char(1) || at end as key
from act where type in ('order', 'refund')
and status in ('', 'paid', 'refunded', 'partially_refunded');
create table bought as
select user_id, key, total(money) filter (where not back) as money,
    sum(not back) as lines, sum(not back and status = 'refunded') as undone,
    sum(back) as backs, total(abs(money)) filter (where back) as refunds,
    min(day) filter (where not back) as day
from sale group by user_id, key;
create table buyer as
select user_id,
    coalesce(sum(lines and not undone and not (backs and refunds >= money)), 0)
    as n,
    total(money) - total(refunds)
    - total(money) filter (where undone and not backs) as money,
    min(day) filter (where lines and not undone
	and not (backs and refunds >= money)) as first,
    max(day) filter (where lines and not undone
	and not (backs and refunds >= money)) as last
from bought group by user_id;

-- The customers of the figures.
create table cust as
select user_id, round(monetary * 10000) as money, frequency <> '' as has_n,
    cast(nullif(frequency, '') as integer) as n,
    cast(nullif(recency, '') as integer) as recency,
    substr(first_time, 1, 10) as first, substr(last_time, 1, 10) as last,
    cast(nullif(r_score, '') as integer) as r,
    cast(nullif(f_score, '') as integer) as f, segment, tier, lifecycle,
    tier_raw, high_value, preference_clear, missing,
    preferred_tag,
    nullif(monetary, '') as monetary, nullif(clv, '') as clv
from person;
insert into cust (user_id, money, has_n, n, first, last)
select user_id, money, 1, n, first, last from buyer
where user_id <> '' and not (select joined from opt);
create unique index cust_i on cust(user_id);
