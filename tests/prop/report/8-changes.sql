-- changes: the last period that is over against the one before, where both
-- have a denominator. Pairs of contents are those published in each.

create table couple as
select metric, "by", grp, d.period = n.period as now, y, x
from grp join rated using (c) join content using (c)
join day d on d.day = published, now n, past p
where "by" in ('', 'source', 'form', 'topic') and (grp <> ''
    or "by" in ('', 'source')) and d.period in (n.period, p.period)
    and y is not null and x is not null;
create table heap as select metric, "by", grp, now, count(*) as n, sum(y) as y,
    sum(x) as x from couple group by metric, "by", grp, now;
create table spread_of as select h.*, sqrt(n / (n - 1.0) * (select sum((c.y - h.y
    * 1.0 / h.x * c.x) * (c.y - h.y * 1.0 / h.x * c.x)) from couple c
    where c.metric = h.metric and c."by" = h."by" and c.grp = h.grp
    and c.now = h.now)) / x as se from heap h;
insert into versus
select metric, "by", grp, a.y, a.x, b.y, b.x, case when a.n >= 20
    and b.n >= 20 and a.se * a.se + b.se * b.se > 0 then erfc(abs(a.y * 1.0
    / a.x - b.y * 1.0 / b.x) / sqrt(a.se * a.se + b.se * b.se) / sqrt(2)) end
from spread_of a join spread_of b using (metric, "by", grp)
where a.now and not b.now and a.x > 0 and b.x > 0;
-- Rates of engagement say the same: the first that both periods have.
delete from versus where exists (select 1 from versus o join rate a
    on a.metric = o.metric join rate b on b.metric = versus.metric
    where o."by" = versus."by" and o.grp = versus.grp and a.place < b.place);
create table shares(metric, "by", grp, now, y, x);
insert into shares
select 'reach_rate', 'tier', tier, span = 'now', reached, size from reached
where channel = '*' and span <> 'ever'
and exists (select 1 from touch where reaches)
union all select 'engagement_rate', 'tier', tier, span = 'now', both, reached
from reached where channel = '*' and span <> 'ever'
and exists (select 1 from touch where reaches)
union all select 'engaged_share', 'tier', tier, span = 'now', engaged, size
from reached where channel = '*' and span <> 'ever'
and not exists (select 1 from touch where reaches)
union all select 'open_rate', 'tier', tier, span = 'now', opened, sent
from reached where channel = '*' and span <> 'ever'
union all select 'negative_customer_share', "by", grp, period
    = (select period from now), count(distinct case when sentiment = 'negative'
    then user_id end), count(distinct user_id)
from about join message using (at)
where user_id <> '' and ("by" = '' or ("by" = 'source' and (select
    count(distinct source) from message) > 1))
and period in ((select period from now), (select period from past))
group by "by", grp, period;
insert into versus
select metric, "by", grp, a.y, a.x, b.y, b.x,
    case when a.x >= 30 and b.x >= 30 then case when a.y + b.y in (0,
	a.x + b.x) then 1 else erfc(abs(a.y * 1.0 / a.x - b.y * 1.0 / b.x)
	/ sqrt((a.y + b.y) * 1.0 / (a.x + b.x) * (1 - (a.y + b.y) * 1.0
	/ (a.x + b.x)) * (1.0 / a.x + 1.0 / b.x)) / sqrt(2)) end end
from shares a join shares b using (metric, "by", grp)
where a.now and not b.now and a.x > 0 and b.x > 0;

-- Holm 1979: the smallest p times how many there are, the next times one less.
create table moved as
select metric, "by", grp, r - b as step, b from (
    select *, max(p * (m - i + 1)) over (order by i) as holm from (
	select *, row_number() over (order by p) as i, count(*) over () as m,
	    now_y * 1.0 / now_x as r, y * 1.0 / x as b from versus
	where p is not null))
where holm <= 0.05 and abs(r - b) >= 0.1 * b and r <> b;
create table change as select v.*, case when step > 0 then 'up' when step < 0
    then 'down' else '' end as flag, past.period || '..' || now.period
    as period
from versus v left join moved using (metric, "by", grp), now, past;
insert into ratio (section, metric, "by", grp, period, num, den)
select 'changes', metric, "by", grp, period, now_y, now_x from change
union all
select 'changes', metric || '_before', "by", grp, period, y, x from change;
insert into plain (section, metric, "by", grp, period, flags, value)
select 'changes', metric || '_change', "by", grp, period, flag,
    (now_y * 1.0 / now_x - y * 1.0 / x) / (y * 1.0 / x) from change where y > 0
union all select 'changes', metric || '_p', "by", grp, period, flag, p
from change where p is not null;

-- steps: the same comparisons, and the largest fall of a platform.
create table step(metric, name);
insert into step values ('view_rate', 'impressions-views'),
    ('click_rate', 'impressions-clicks'),
    ('engagement_rate', 'views-interactions'),
    ('follow_rate', 'views-follows');
create table stepped as
select case c."by" when '' then 'step' else 'source;step' end as "by",
    case c."by" when '' then name else grp || ';' || name end as grp,
    now_y, now_x, y, x, flag, period, case when y > 0 then
    (now_y * 1.0 / now_x - y * 1.0 / x) / (y * 1.0 / x) end as step,
    grp as platform, c."by" as dim
from change c join step using (metric)
where c."by" in ('', 'source');
insert into ratio (section, metric, "by", grp, period, num, den)
select 'steps', 'step_rate', "by", grp, now.period, now_y, now_x
from stepped, now
union all select 'steps', 'step_rate_before', "by", grp, past.period, y, x
from stepped, past;
insert into plain (section, metric, "by", grp, period, flags, value)
select 'steps', 'step_change', "by", grp, period, flag, step from stepped
where step is not null
union all select 'steps', 'worst_step', "by", grp, period, flag, step
from stepped s where flag = 'down' and not exists (select 1 from stepped o
    where o.dim = s.dim and o.platform = s.platform and o.flag = 'down'
    and o.step < s.step);
