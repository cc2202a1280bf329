-- reach and offers, by tier.

create table tiered as select user_id, tier from cust, has
where has_tier and exists (select 1 from cust where tier <> '');
create table size as select tier, count(*) as n from tiered group by tier;
create table sort(type, reaches, engages, acts);
insert into sort values ('exposure', 1, 0, 0), ('delivered', 1, 0, 0),
    ('open', 1, 0, 0), ('view', 1, 0, 0), ('comment', 0, 1, 1),
    ('share', 0, 1, 1), ('message', 0, 1, 1), ('like', 0, 1, 0),
    ('favorite', 0, 1, 0), ('coin', 0, 1, 0), ('danmaku', 0, 1, 0);
-- Of the brand's own events it reaches by two.
create table touch as
select a.*, reaches, engages, acts from act a join sort using (type)
where user_id <> '' and (direction <> 'out'
    or type in ('exposure', 'delivered'));
-- '*' is any channel; engaged is who did so in any.
create table channel as select distinct channel from touch where reaches;
delete from channel where (select count(*) from channel) = 1 and channel = '';
create table met as
select w.span, c.channel, tier, user_id, max(reaches and (c.channel = '*' or
    t.channel = c.channel)) as reached, max(engages) as engaged,
    max(acts) as active, max(type = 'delivered' and (c.channel = '*' or t.channel = c.channel))
    as sent, max(type = 'open' and (c.channel = '*' or t.channel = c.channel))
    as opened
from touch t join tiered using (user_id),
    (select '*' as channel union all select channel from channel) c,
    (select 'ever' as span, '' as of union all select 'now', period from now
    union all select 'past', period from past) w
where w.span = 'ever' or t.period = w.of group by 1, 2, 3, 4;
create table reached as
select span, c.channel, s.tier, s.n as size, coalesce(sum(reached), 0) as
    reached, coalesce(sum(engaged), 0) as engaged, coalesce(sum(reached and
    engaged), 0) as both,
    coalesce(sum(active and (reached or not (select max(reaches) from touch))),
    0) as active, coalesce(sum(sent), 0) as sent,
    coalesce(sum(sent and opened), 0) as opened
from (select 'ever' as span union all select 'now' union all select 'past') w,
    size s, (select '*' as channel union all select channel from channel) c
left join met using (span, channel, tier)
where exists (select 1 from met where reached or engaged)
group by 1, 2, 3, 4;
create table put as select r.*,
    'tier' || case channel when '*' then '' else ';channel' end ||
    case span when 'now' then ';' || unit else '' end as "by",
    tier || case channel when '*' then '' else ';' || channel end ||
    case span when 'now' then ';' || period else '' end as grp,
    case span when 'now' then period end as period,
    exists (select 1 from touch where reaches) as known,
    exists (select 1 from touch where type = 'delivered') as sends
from reached r, span, now where r.span <> 'past'
and (channel = '*' or exists (select 1 from reached o where o.tier = r.tier
    and o.channel = r.channel and o.span = 'ever' and o.reached > 0));
insert into plain (section, metric, "by", grp, period, value)
select 'reach', 'customers', "by", grp, period, case channel when '*' then size
    else reached end from put
union all select 'reach', 'reached', "by", grp, period, reached from put
where known
union all select 'reach', 'delivered', "by", grp, period, sent from put
where sends;
insert into ratio (section, metric, "by", grp, period, num, den, n, each)
select 'reach', 'reach_rate', "by", grp, period, reached, size, size, 1
from put where known
union all select 'reach', 'engagement_rate', "by", grp, period, both, reached,
    reached, 1 from put where known
union all select 'reach', 'active_rate', "by", grp, period, active, reached,
    reached, 1 from put where known
union all select 'reach', 'engaged_share', "by", grp, period, engaged, size,
    size, 1 from put where not known
union all select 'reach', 'active_share', "by", grp, period, active, size,
    size, 1 from put where not known
union all select 'reach', 'open_rate', "by", grp, period, opened, sent, sent, 1
from put where sends;

create table offer as
select t.tier, a.coupon, s.user_id, s.money, case when a.order_id <> '' then
    a.user_id || char(1) || a.source || char(1) || a.order_id else a.at end
    as one
from sale s join act a using (at) join tiered t on t.user_id = s.user_id
where not s.back and exists (select 1 from act o join tiered using (user_id)
    join sale using (at) where o.coupon <> '' and not back);
create table offers as
select tier, coupon, tier || ';' || coupon as grp, count(distinct user_id)
    as customers, count(distinct one) as orders, sum(money) as money
from offer group by tier, coupon;
insert into plain (section, metric, "by", grp, value)
select 'offers', 'customers', 'tier;coupon', grp, customers from offers
union all select 'offers', 'orders', 'tier;coupon', grp, orders from offers
union all select 'offers', 'gross_revenue', 'tier;coupon', grp, money / 10000
from offers;
insert into plain (section, metric, "by", grp, num, den, value, n, flags)
select 'offers', 'gross_aov', 'tier;coupon', grp, money / 10000, orders,
    mean(money, orders), orders,
    case when orders < 30 then 'small_n' else '' end from offers;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'offers', 'conversion', 'tier;coupon', grp, customers, size.n, size.n, 1
from offers join size using (tier);

-- plays: of all, by form and by tier; the content is the unit.
create table shaped as
select a.*, coalesce(nullif(a.form, ''), case when content_id <> '' then k.form
    end, '') as shape
from act a left join look k on k.source = a.source and k.account = a.account
    and k.id = a.content_id
where (direction <> 'out' or type in ('exposure', 'delivered'))
and type not in ('order', 'refund');
create table play as
select '' as "by", '' as grp, s.* from shaped s
union all select 'form', shape, s.* from shaped s where shape <> ''
union all select 'tier', tier, s.* from shaped s join tiered using (user_id);
delete from play where type <> 'play' and (seconds = ''
    or type not in ('read', 'view'));
create table played as
select "by", grp, sum(type = 'play') as plays,
    count(distinct nullif(user_id, '')) as customers,
    sum(type = 'play' and seconds = '') as no_time,
    sum(type = 'play' and seconds <> '' and duration_s = '') as no_length,
    avg(nullif(seconds, '')) as mean, count(nullif(seconds, '')) as timed
from play group by "by", grp;
insert into plain (section, metric, "by", grp, value)
select 'plays', 'plays', "by", grp, plays from played
union all select 'plays', 'customers', "by", grp, customers from played
union all select 'plays', 'plays_without_seconds', "by", grp, no_time
from played
union all select 'plays', 'plays_without_duration', "by", grp, no_length
from played;
insert into plain (section, metric, "by", grp, value, n)
select 'plays', 'mean_seconds', "by", grp, round(mean, 4), timed from played;
insert into pair (section, metric, "by", grp, y, x, most)
select 'plays', 'completion_rate', "by", grp, sum(cast(seconds as real)
    >= duration_s - 1), count(*), 1 from play
where type = 'play' and seconds <> '' and duration_s <> ''
group by "by", grp, case when content_id <> '' then source || char(1)
    || account || char(1) || content_id end
union all select 'plays', 'three_second_rate', "by", grp,
    sum(cast(seconds as real) >= 3), count(*), 1 from play
where type = 'play' and seconds <> '' group by "by", grp, case
    when content_id <> '' then source || char(1) || account || char(1)
    || content_id end
union all select 'plays', metric, "by", grp, null, null, 1 from played,
    (select 'completion_rate' as metric union all select 'three_second_rate');

-- forms: which suits a tier.
create table formed as
select tier, shape, sum(engages) as acts, user_id, max(reaches) as reached,
    max(engages) as engaged
from shaped join sort using (type) join tiered using (user_id)
where shape <> '' group by tier, shape, user_id;
create table forms as
select f.tier, shape, f.tier || ';' || shape as grp, sum(acts) as acts,
    sum(engaged) as engaged, k.known,
    case when k.known then sum(reached) else sum(engaged) end as customers,
    case when k.known then sum(reached and engaged) else sum(engaged) end as y,
    case when k.known then sum(reached) else size.n end as x
from formed f join size using (tier), (select exists (select 1 from touch
    where reaches) as known) k group by f.tier, shape;
insert into plain (section, metric, "by", grp, value)
select 'forms', 'interactions', 'tier;form', grp, acts from forms
union all select 'forms', 'customers', 'tier;form', grp, customers from forms;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'forms', case when known then 'engagement_rate' else 'engaged_share'
    end, 'tier;form', grp, y, x, x, 1 from forms
union all select 'forms', 'recommended', 'tier;form', grp, y, x, x, 1 from (
    select *, row_number() over (partition by tier order by y * 1.0 / x desc,
	cast(shape as blob)) as i from forms where x >= 30 and y > 0)
where i = 1;
