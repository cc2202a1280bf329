-- engagement, contents, review, mix, features, topics, cocreation.

-- What an event counts, and what it says of the content it is about.
create table counts(type, metric);
insert into counts values ('view', 'views'), ('read', 'views'),
    ('play', 'views'), ('exposure', 'impressions'), ('like', 'likes'),
    ('comment', 'comments'), ('share', 'shares'), ('favorite', 'favorites'),
    ('click', 'clicks'), ('follow', 'follows'), ('', 'reach'),
    ('', 'followers');
create table rowof as
select at, source, account, case when content_id <> '' then content_id else id
    end as id, '' as metric, on_day as day, direction, period_start,
    substr(period_end, 1, 10) as period_end, title, author, form, topic, tags,
    substr(published_at, 1, 10) as published, views, likes, comments, shares,
    favorites, impressions, clicks, reach, followers, follows
from said
union all
select at, source, account, content_id, metric, day, direction, '', '', title,
    author, form, topic, tags, substr(published_at, 1, 10), '', '', '', '', '',
    '', '', '', '', '' from inward join counts using (type) where content_id <> '';
-- The first row that has a text counts.
create table post as
select row_number() over (order by min(at)) as c, source, account, id,
    max(metric = '' and (direction = 'out' or (author <> '' and
    author = account))) as brand from rowof group by source, account, id;
create unique index post_i on post(source, account, id);
create table of_post as select c, r.* from rowof r
join post using (source, account, id);
create index of_post_i on of_post(c);
create table look as
select post.*,
    coalesce((select title from of_post r where r.c = post.c and title <> ''
	order by at limit 1), id) as title,
    coalesce((select author from of_post r where r.c = post.c and author <> ''
	order by at limit 1), '') as author,
    coalesce((select form from of_post r where r.c = post.c and form <> ''
	order by at limit 1), '') as form,
    coalesce((select topic from of_post r where r.c = post.c and topic <> ''
	order by at limit 1), '') as topic,
    coalesce((select tags from of_post r where r.c = post.c and tags <> ''
	order by at limit 1), '') as tags,
    (select published from of_post r where r.c = post.c and published <> ''
	order by at limit 1) as published
from post;

-- What records say of a metric: the newest snapshot, else all periods.
create table cell as
select c, at, day, period_start <> '' as spell, case when period_end > day then
    period_end else day end as upto, json_each.key as metric,
    cast(nullif(json_each.value, '') as integer) as v
from of_post, json_each(json_object('views', views, 'likes', likes, 'comments',
    comments, 'shares', shares, 'favorites', favorites, 'impressions',
    impressions, 'clicks', clicks, 'reach', reach, 'followers', followers,
    'follows', follows))
where of_post.metric = '';
create index cell_i on cell(c, metric);
create table stated as select c, metric, case when sum(not spell) > 0 then
    (select v from cell o where o.c = cell.c and o.metric = cell.metric
    and not spell and v is not null order by day desc, v desc limit 1)
    else sum(v) end as v
from cell where v is not null group by c, metric;
create index stated_i on stated(c, metric);
create table tells as select distinct source, metric from rowof
where metric <> '';
create table value as
select c, metric, coalesce((select v from stated where stated.c = look.c
    and stated.metric = m.metric), case when exists (select 1 from tells
    where tells.source = look.source and tells.metric = m.metric) then
    (select count(*) from of_post r where r.c = look.c and r.metric = m.metric)
    end) as v
from look, (select distinct metric from counts) m;
create unique index value_i on value(c, metric);
create table did as
select look.*,
    (select v from value where c = look.c and metric = 'views') as views,
    (select v from value where c = look.c and metric = 'shares') as shares,
    (select v from value where c = look.c and metric = 'favorites')
	as favorites,
    (select v from value where c = look.c and metric = 'clicks') as clicks,
    (select v from value where c = look.c and metric = 'impressions')
	as impressions,
    (select v from value where c = look.c and metric = 'reach') as reach,
    (select v from value where c = look.c and metric = 'followers')
	as followers,
    (select v from value where c = look.c and metric = 'follows') as follows,
    (select sum(v) from value where c = look.c and metric in ('likes',
	'comments', 'shares', 'favorites')) as interactions,
    (select total(v * case metric when 'views' then 1 when 'likes' then 10
	when 'comments' then 50 when 'shares' then 100 when 'favorites' then
	100 end) from value where c = look.c)
	/ 10 as hotness,
    coalesce(published > (select as_of from span), 0) as later
from look;
create table content as select * from did where not later;

-- Which groups a content is in; one of many tags is in each.
create table tag as
with recursive t(c, name, rest) as (
    select c, '', tags || ';' from content
    union all select c, trim(substr(rest, 1, instr(rest, ';') - 1)),
	substr(rest, instr(rest, ';') + 1) from t where rest <> '')
select distinct c, name from t where name <> '';
create table grp as
select c, '' as "by", '' as grp, '' as flags from content
union all select c, 'source', source, '' from content
union all select c, 'form', form, '' from content
union all select c, 'topic', topic, '' from content
union all select c, 'tag', name, '' from tag
union all select c, 'tag', '', '' from content
where c not in (select c from tag)
union all select c, unit, d.period, flags from content
join day d on d.day = published join flag using (period), span;
create index grp_i on grp(c);
create view listed as select * from grp
where grp <> '' or "by" in ('', 'source');

create table rate(metric, y, x, place);
insert into rate values ('engagement_rate', 'interactions', 'views', 1),
    ('engagement_rate_impressions', 'interactions', 'impressions', 2),
    ('engagement_rate_reach', 'interactions', 'reach', 3),
    ('engagement_rate_clicks', 'interactions', 'clicks', 4),
    ('engagement_rate_followers', 'interactions', 'followers', 5),
    ('favorite_rate', 'favorites', 'views', null),
    ('spread', 'shares', 'views', null),
    ('click_rate', 'clicks', 'impressions', null),
    ('view_rate', 'views', 'impressions', null),
    ('follow_rate', 'follows', 'views', null);
create table rated as
select c, metric, place, max(value) filter (where key = rate.y) as y,
    max(value) filter (where key = rate.x) as x
from content, rate, json_each(json_object('interactions', interactions,
    'views', views, 'favorites', favorites, 'shares', shares, 'clicks', clicks,
    'impressions', impressions, 'reach', reach, 'followers', followers,
    'follows', follows)) group by c, metric;
create index rated_i on rated(c);
insert into plain (section, metric, "by", grp, flags, value)
select 'engagement', 'contents', "by", grp, flags, count(*) from listed
group by "by", grp, flags;
insert into plain (section, metric, "by", grp, flags, value, n)
select 'engagement', 'views', "by", grp, flags, sum(views), count(*)
from listed join content using (c) group by "by", grp, flags
union all
select 'engagement', 'interactions', "by", grp, flags, sum(interactions),
    count(*) from listed join content using (c) group by "by", grp, flags;
insert into pair (section, metric, "by", grp, flags, y, x)
select 'engagement', metric, "by", grp, flags, y, x from listed
join rated using (c);
-- By something else than views, and of steps, only where some content of the
-- group has it.
delete from pair where section = 'engagement' and (metric in ('view_rate',
    'follow_rate') or metric glob 'engagement_rate_*') and (metric, "by", grp) not in (
    select metric, "by", grp from pair where y is not null and x is not null);
insert into plain (section, metric, value)
select 'engagement', 'contents_after_as_of', sum(later) from did
having sum(later) > 0;

-- The hottest; ties by id, source and account.
create table named_post as select *, source || ';' || title || ';' || id
    as name, 'source;content;id' as "by", coalesce(published, '') as since,
    row_number() over (order by cast(id as blob), cast(source as blob),
    cast(account as blob)) as place from content;
create table hot as select *, row_number() over (order by hotness desc, place)
    as i from named_post where hotness > 0;
insert into plain (section, metric, "by", grp, period, value)
select 'contents', 'hotness', "by", name, since, hotness from hot, opt
where i <= top
union all select 'contents', 'views', "by", name, since, views from hot, opt
where i <= top and views is not null
union all select 'contents', 'interactions', "by", name, since, interactions
from hot, opt where i <= top and interactions is not null;
insert into ratio (section, metric, "by", grp, period, num, den)
select 'contents', 'engagement_rate', "by", name, since, interactions, views
from hot, opt where i <= top and interactions is not null and views > 0;

-- What had been reached at an age. A snapshot counts when it is not older than
-- the age before, and so does a sum of periods; one that goes on beyond the
-- age leaves the value unknown. Events count up to the day.
create table age(age, prior);
insert into age values (3, 0), (7, 3), (30, 7);
create table old as
select c, age, date(published, '+' || prior || ' days') as low,
    date(published, '+' || age || ' days') as high, published
from named_post, age where published is not null;
create table shot as
select o.c, age, metric, v, row_number() over (partition by o.c, age, metric
    order by day desc, v desc) as i
from old o join cell on cell.c = o.c where not spell and v is not null
and day > low and day <= high;
create index shot_i on shot(c, age, metric);
create table spells as
select o.c, age, sum(day <= high and upto > high) as cut,
    sum(upto > low and upto <= high) as fresh
from old o join cell on cell.c = o.c where spell group by o.c, age;
create table at_age as
select o.c, age, m.metric, case
    when exists (select 1 from stated s where s.c = o.c
	and s.metric = m.metric) then coalesce(
	(select v from shot where shot.c = o.c and shot.age = o.age
	    and shot.metric = m.metric and i = 1),
	(select sum(v) from cell join spells p using (c) where cell.c = o.c
	    and p.age = o.age and cut = 0 and fresh > 0 and spell
	    and cell.metric = m.metric and upto <= high))
    when exists (select 1 from value where value.c = o.c
	and value.metric = m.metric and v is not null) then
	(select count(*) from of_post r where r.c = o.c and r.metric = m.metric
	and day <= high) end as v,
    exists (select 1 from value where value.c = o.c
	and value.metric = m.metric and v is not null) as known
from old o, (select distinct metric from counts) m where m.metric in ('views',
    'likes', 'comments', 'shares', 'favorites');
create table then_ as
select o.c, o.age, o.high, o.high <= as_of as reached, (select period from day
    where day = high) = (select period from now) as due,
    max(v) filter (where metric = 'views') as seen,
    case when sum(known and v is null and metric <> 'views') = 0 then
	sum(v) filter (where metric <> 'views') end as done
from old o join at_age using (c, age), span group by o.c, o.age;
create table measured as select * from then_ where reached
and seen is not null and done is not null;
create view review as select 1 where exists (select 1 from measured)
or exists (select 1 from then_ where not reached);
insert into plain (section, metric, "by", grp, value)
select 'review', 'contents', 'age', age, sum(reached) from then_, review
group by age
union all select 'review', 'pending', 'age', age, sum(not reached)
from then_, review group by age
union all select 'review', 'unmeasured', 'age', age, sum(reached and (seen is
    null or done is null)) from then_, review group by age
union all select 'review', 'due', 'age', age, coalesce(sum(reached and due), 0)
from then_, review group by age;
insert into plain (section, metric, "by", grp, value, n)
select 'review', 'views', 'age', age.age, sum(seen), count(c) from review, age
left join measured using (age) group by age.age
union all select 'review', 'interactions', 'age', age.age, sum(done),
    count(c) from review, age left join measured using (age) group by age.age;
insert into pair (section, metric, "by", grp, y, x)
select 'review', 'engagement_rate', 'age', age.age, done, seen
from review, age left join measured using (age);
insert into plain (section, metric, value)
select 'review', 'contents_without_date', (select count(*) from did
    where published is null) from review;
create table best as
select m.*, name, "by", since, place, source, form, row_number() over (
    partition by age order by seen > 0 desc, case when seen > 0 then
    done * 1.0 / seen end desc, place) as i
from measured m join named_post n using (c) where due;
insert into plain (section, metric, "by", grp, period, value)
select 'review', 'due', "by", name, since, age from best, opt where i <= top
union all select 'review', 'views', "by", name, since, seen from best, opt
where i <= top
union all select 'review', 'interactions', "by", name, since, done
from best, opt where i <= top;
insert into ratio (section, metric, "by", grp, period, num, den, flags)
select 'review', 'engagement_rate_' || t.age, "by", name, since,
    case when t.reached and t.seen is not null then t.done end,
    case when t.reached and t.done is not null then t.seen end,
    case when t.reached then '' else 'pending' end
from best b join then_ t using (c), opt where i <= top;
create table peer as
select m.age, m.c, source, form, m.done * 1.0 / m.seen as rate
from measured m join named_post n using (c), span where m.seen > 0
and julianday(as_of) - julianday(published) < 90;
insert into ratio (section, metric, "by", grp, period, num, den, n)
select 'review', 'grade', "by", name, since,
    (select sum(2 * (p.rate < mine.rate) + (p.rate = mine.rate)) from peer p
	where p.age = b.age and p.source = b.source and p.form = b.form),
    (select nullif(2 * count(*), 0) from peer p where p.age = b.age
	and p.source = b.source and p.form = b.form and mine.c),
    (select nullif(count(*), 0) from peer p where p.age = b.age
	and p.source = b.source and p.form = b.form and mine.c)
from best b left join peer mine using (age, c), opt where i <= top;

-- What is published, and by whom.
create table side as
select c, case when brand then 'brand' when author = '' or (account = ''
    and not exists (select 1 from said where direction = 'out')) then ''
    else 'user' end as side from content;
create table out as select g.*, side, coalesce((select d.period from day d
    where d.day = published) = (select period from now), 0) as now
from grp g join content using (c) join side using (c);
create table mixed as
select "by", grp, flags, count(*) as n, sum(now) as now, sum(side = 'user')
    as users, sum(side <> '') as known from out group by "by", grp, flags;
insert into plain (section, metric, "by", grp, flags, value)
select 'mix', 'contents', "by", grp, flags, n from mixed m where "by" in ('',
    'day', 'week', 'month') or grp <> '' or (select count(*) from mixed o
    where o."by" = m."by") > 1
union all select 'mix', 'contents_now', "by", grp, flags, now from mixed m
where (select as_of from span) <> '' and "by" not in ('day', 'week', 'month') and ("by" = '' or grp <> '' or
    (select count(*) from mixed o where o."by" = m."by") > 1)
union all select 'mix', 'user_contents', "by", grp, flags, users from mixed
where "by" in ('', 'day', 'week', 'month') and exists (select 1 from side
    where side <> '');
insert into plain (section, metric, value)
select 'mix', 'reserve', (select total(later) from did)
where (select as_of from span) <> '' and exists (select 1 from did);
insert into plain (section, metric, "by", grp, flags, value)
select 'mix', 'contents', unit || ';' || m."by", l.period || ';' || m.grp,
    flag.flags, (select count(*) from grp g join content using (c)
    join day d on d.day = published where g."by" = m."by" and g.grp = m.grp
    and d.period = l.period)
from mixed m, latest l, span left join flag on flag.period = l.period
where m."by" in ('source', 'form', 'topic') and m.grp <> '' and as_of <> '';
insert into ratio (section, metric, num, den, n)
select 'mix', 'user_share', users, known, known from mixed
where "by" = '' and known;
insert into ratio (section, metric, "by", grp, num, den, n)
select 'mix', metric, m."by", m.grp,
    case metric when 'share_now' then m.now else m.n end,
    case metric when 'share_now' then a.now else a.n end,
    case metric when 'share_now' then a.now else a.n end
from mixed m, mixed a, (select 'content_share' as metric union all
    select 'share_now')
where a."by" = '' and m."by" in ('source', 'form', 'topic', 'tag')
and (metric = 'content_share' or (select as_of from span) <> '')
and (m.grp <> '' or (select count(*) from mixed o where o."by" = m."by") > 1);

-- A group beside all other contents.
create table both as select c, y, x from rated
where metric = 'engagement_rate' and y is not null and x is not null;
create table sides as
select "by", grp, y, x, 1 as inside from grp join both using (c)
where "by" in ('source', 'form', 'topic', 'tag') and grp <> ''
union all
select n."by", n.grp, y, x, 0 from (select distinct "by", grp from grp
    where "by" in ('source', 'form', 'topic', 'tag') and grp <> '') n, both
where c not in (select c from grp o where o."by" = n."by" and o.grp = n.grp);
create table line as
select "by", grp, inside, count(*) as n, sum(y) as y, sum(x) as x,
    sum(y) * 1.0 / sum(x) as r from sides group by "by", grp, inside;
create table wide as select *, sqrt(n / (n - 1.0) * (select sum((s.y - r * s.x)
    * (s.y - r * s.x)) from sides s where s."by" = line."by"
    and s.grp = line.grp and s.inside = line.inside)) / x as se from line
where n > 1;
create table trait as
select a."by", a.grp, a.y, a.x, a.r, a.n, b.y as rest_y, b.x as rest_x, b.r
    as rest_r, b.n as rest_n, case when a.se * a.se + b.se * b.se > 0 then
    erfc(abs(a.r - b.r) / sqrt(a.se * a.se + b.se * b.se) / sqrt(2)) end as p
from wide a join wide b using ("by", grp) where a.inside and not b.inside
and a.n >= 20 and b.n >= 20 and a.x > 0 and b.x > 0;
create table sure as
select *, case when r > rest_r then 'up' else 'down' end as flag from (
    select *, max(p * (m - i + 1)) over (order by i) as holm from (
	select *, row_number() over (order by p) as i, count(*) over () as m
	from trait where p is not null))
where holm <= 0.05 and abs(r - rest_r) >= 0.1 * rest_r and r <> rest_r;
create table feature as select t.*, coalesce(flag, '') as flag from trait t
left join sure using ("by", grp);
insert into pair (section, metric, "by", grp, flags, y, x)
select 'features', 'engagement_rate', "by", grp, flag, s.y, s.x from feature f
join sides s using ("by", grp) where inside;
insert into ratio (section, metric, "by", grp, flags, num, den, n)
select 'features', 'engagement_rate_rest', "by", grp, flag, rest_y, rest_x,
    rest_n from feature;
insert into plain (section, metric, "by", grp, flags, value)
select 'features', 'difference', "by", grp, flag, r / rest_r - 1 from feature
where rest_y > 0
union all select 'features', 'p', "by", grp, flag, p from feature
where p is not null;
create table median as select x, m from (select x, row_number() over (
    order by x) as i, count(*) over () as m from both where x > 0)
where i = (m + 1) / 2;
insert into plain (section, metric, value, n)
select 'features', 'median_views', x, m from median;
create table weak as select n.*, row_number() over (
    order by interactions * 1.0 / views, views desc, place) as i
from named_post n, median where views >= x and interactions is not null;
insert into plain (section, metric, "by", grp, period, value)
select 'features', 'views', "by", name, since, views from weak, opt
where i <= top
union all select 'features', 'interactions', "by", name, since, interactions
from weak, opt where i <= top;
insert into ratio (section, metric, "by", grp, period, num, den)
select 'features', 'engagement_rate', "by", name, since, interactions, views
from weak, opt where i <= top;

-- Who takes part in topics. The topic is the event's, else its content's.
create table themed as
select a.*, coalesce(nullif(a.topic, ''), case when content_id <> '' then
    k.topic end) as theme, content_id <> '' as known
from act a left join look k on k.source = a.source and k.account = a.account
    and k.id = a.content_id
where (direction <> 'out' or type in ('exposure', 'delivered'))
and type not in ('order', 'refund');
create table part_in as select * from themed where theme <> ''
and user_id <> '' and type in ('comment', 'share', 'message', 'like',
    'favorite', 'coin', 'danmaku', 'publish');
create table theme as
select topic as name from content where topic <> ''
union select theme from part_in;
create table again as
select theme as name, user_id, count(distinct case when known then source
    || char(1) || account || char(1) || content_id end) as n
from part_in group by theme, user_id;
insert into plain (section, metric, "by", grp, value)
select 'topics', 'customers', 'topic', name, (select count(*) from again a
    where a.name = t.name) from theme t
union all select 'topics', 'contents', 'topic', name, (select count(*)
    from content where topic = name) from theme;
insert into pair (section, metric, "by", grp, y, x)
select 'topics', 'spread', 'topic', name, y, x from theme
left join content on topic = name left join rated r on r.c = content.c
    and metric = 'spread';
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'topics', 'repeat_share', 'topic', name, (select total(n >= 2)
    from again a where a.name = t.name), (select count(*) from again a
    where a.name = t.name), (select count(*) from again a
    where a.name = t.name), 1 from theme t;

-- Contents of customers: of the records of one, the first in byte order.
create table maker as
select source, account, case when content_id <> '' then content_id else id end
    as id, coalesce((select cust.user_id from cust, (select 1 as i, user_id as
    u union all select 2, said.source || ':' || user_id union all select 3,
    owner union all select 4, said.source || ':' || owner union all select 5,
    author union all select 6, said.source || ':' || author) where u <> ''
    and cust.user_id = u order by i limit 1), '') as who from said;
create table made as
select min(cast(nullif(who, '') as blob)) as who, c.c
from content c join maker using (source, account, id) group by c.c;
create table author as select c, user_id, tier from made
join cust on cast(user_id as blob) = who;
create table authored as
select '' as "by", '' as grp, count(*) as n, count(distinct user_id) as people
from author having count(*)
union all select 'tier', tier, count(*), count(distinct user_id) from author
where exists (select 1 from cust where tier <> '') group by tier;
insert into plain (section, metric, "by", grp, value)
select 'cocreation', 'contents', "by", grp, n from authored
union all select 'cocreation', 'customers', "by", grp, people from authored;
insert into ratio (section, metric, "by", grp, num, den)
select 'cocreation', 'content_share', "by", grp, n, (select count(*) from made)
from authored;
