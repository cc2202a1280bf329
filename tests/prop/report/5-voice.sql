-- sentiment: messages that crm-sentiment has judged.

create table message as select * from inward
where sentiment in ('positive', 'neutral', 'negative');
create table about as
select at, '' as "by", '' as grp, '' as flags from message
union all select at, 'source', source, '' from message
union all select at, unit, period, flags from message join flag using (period),
    span;
create table polar as
select "by", grp, flags, count(*) as n, sum(sentiment = 'positive')
    as positive, sum(sentiment = 'neutral') as neutral,
    sum(sentiment = 'negative') as negative,
    count(distinct nullif(user_id, '')) as customers,
    count(distinct case when sentiment = 'negative' then nullif(user_id, '')
    end) as angry, sum(user_id = '') as nobody
from about join message using (at) group by "by", grp, flags;
insert into plain (section, metric, "by", grp, flags, value)
select 'sentiment', 'messages', "by", grp, flags, n from polar
union all select 'sentiment', 'customers', "by", grp, flags, customers
from polar
union all select 'sentiment', 'messages_without_customer', "by", grp, flags,
    nobody from polar;
insert into ratio (section, metric, "by", grp, flags, num, den, n, each)
select 'sentiment', 'positive_share', "by", grp, flags, positive, n, n, 0
from polar
union all select 'sentiment', 'neutral_share', "by", grp, flags, neutral, n, n,
    0 from polar
union all select 'sentiment', 'negative_share', "by", grp, flags, negative, n,
    n, 0 from polar
union all select 'sentiment', 'negative_customer_share', "by", grp, flags,
    angry, customers, customers, 1 from polar;
insert into plain (section, metric, value)
select 'sentiment', 'sentiments_unknown', count(*) from inward where sentiment
    not in ('', 'positive', 'neutral', 'negative') having count(*);

-- Lists in a cell: a;b, aspect:polarity, rule:word@place.
create table part_of as
with recursive t(at, "by", part, rest) as (
    select at, 'category', '', categories || ';' from message
    where categories <> ''
    union all select at, 'aspect', '', aspects || ';' from message
    where aspects <> ''
    union all select at, 'hit', '', hits || ';' from message where hits <> ''
    union all select at, "by", substr(rest, 1, instr(rest, ';') - 1),
	substr(rest, instr(rest, ';') + 1) from t where rest <> '')
select at, "by", part from t where part <> '';
-- The word of a hit ends at its last @, behind which are digits.
create table hit as
select at, substr(part, 1, instr(part, ':') - 1) as rule,
    fold(rtrim(rtrim(substr(part, instr(part, ':') + 1), '0123456789'), '@'))
    as word from part_of where "by" = 'hit';
-- One row a message and mark: its polarity there, and how often it is there.
create table mark as
select distinct at, 'category' as "by", trim(part) as grp, sentiment, 1 as hits
from part_of join message using (at) where "by" = 'category'
union all select distinct at, 'aspect', substr(part, 1, instr(part, ':') - 1),
    substr(part, instr(part, ':') + 1), 1 from part_of where "by" = 'aspect'
union all select at, 'rule', rule, sentiment, count(*) from hit
join message using (at) group by at, rule
union all select at, 'word', word, sentiment, count(*) from hit
join message using (at) group by at, word;
create table marked as
select "by", grp, count(*) as n, sum(k.sentiment = 'negative') as negative,
    sum(k.sentiment = 'positive') as positive, sum(k.hits) as hits,
    count(distinct nullif(user_id, '')) as customers,
    sum(m.sentiment = 'negative' or instr(';' || m.categories || ';',
    ';complaint;')) as complain,
    sum(period = (select period from now)) as now,
    count(distinct case when period = (select period from now)
	then nullif(user_id, '') end) as customers_now,
    sum(period = (select period from past)) as past,
    count(distinct case when period = (select period from past)
	then nullif(user_id, '') end) as customers_past
from mark k join message m using (at) group by "by", grp;
delete from marked where "by" = 'word' and 2 * complain < n;
delete from marked where "by" = 'word' and grp not in (select grp from marked
    where "by" = 'word' order by n desc, cast(grp as blob)
    limit (select top from opt));
create table all_ as select count(*) as n from message;
insert into plain (section, metric, "by", grp, value)
select 'sentiment', 'messages', "by", grp, n from marked
union all select 'sentiment', 'customers', "by", grp, customers from marked
union all select 'sentiment', 'hits', "by", grp, hits from marked
where "by" = 'rule';
insert into plain (section, metric, "by", grp, period, value)
select 'sentiment', 'messages_now', "by", grp, period, now from marked, now
union all select 'sentiment', 'customers_now', "by", grp, period, customers_now
from marked, now
union all select 'sentiment', 'messages_before', "by", grp, period, past
from marked, past
union all select 'sentiment', 'customers_before', "by", grp, period,
    customers_past from marked, past;
insert into ratio (section, metric, "by", grp, num, den, n)
select 'sentiment', 'message_share', "by", grp, m.n, a.n, a.n
from marked m, all_ a
union all select 'sentiment', 'negative_share', "by", grp, negative, n, n
from marked
union all select 'sentiment', 'positive_share', "by", grp, positive, n, n
from marked where "by" = 'aspect'
union all select 'sentiment', 'complaint_share', "by", grp, complain, n, n
from marked where "by" = 'word';

-- satisfaction: the last answer of each customer, of all and of a period.
create table answer as
select *, case when rating = '' then 'no_rating' when rating_max = '' then
    'no_scale' when rating_max + 0 not in (10, 5, 1) then 'other_scale' end
    as unused, case rating_max + 0 when 10 then '0-10' when 5 then '1-5'
    else '0-1' end as scale from inward where type = 'rating';
insert into plain (section, metric, "by", grp, value)
select 'satisfaction', 'answers_not_used', 'reason', unused, count(*)
from answer where unused is not null group by unused;
create table asked as
select scale as grp, 'scale' as "by", '' as flags, a.* from answer a
where unused is null
union all select a.period || ';' || scale, unit || ';scale', f.flags, a.*
from answer a join flag f on f.period = a.period, span
where unused is null and (select count(distinct period) from answer o
    where o.unused is null and o.scale = a.scale) > 1;
create table last as select * from (select *, row_number() over (
    partition by "by", grp, user_id order by julianday(time) desc,
    substr(time, 1, 19) desc, cast(source as blob) desc,
    cast(account as blob) desc, cast(id as blob) desc,
    cast(rating as real)) as i from asked where user_id <> '') where i = 1;
create table liked as
select a."by", a.grp, a.flags, a.scale, a.answers, a.nobody, count(l.at) as n,
    coalesce(sum(l.rating >= case a.scale when '0-10' then 9.0 when '1-5'
    then 4.0 else 1.0 end), 0) as good,
    coalesce(sum(l.rating + 0 < case a.scale when '0-10' then 7.0 when '1-5'
    then 4.0 else 1.0 end), 0) as bad
from (select "by", grp, flags, scale, count(*) as answers, sum(user_id = '')
    as nobody from asked group by "by", grp, flags, scale) a
left join (select at, "by", grp, rating + 0.0 as rating from last) l
    on l."by" = a."by" and l.grp = a.grp
group by a."by", a.grp;
insert into plain (section, metric, "by", grp, flags, value)
select 'satisfaction', 'customers', "by", grp, flags, n from liked
union all select 'satisfaction', 'answers', "by", grp, flags, answers
from liked
union all select 'satisfaction', 'answers_without_customer', "by", grp, flags,
    nobody from liked;
insert into ratio (section, metric, "by", grp, flags, num, den, n, each)
select 'satisfaction', 'promoter_share', "by", grp, flags, good, n, n, 1
from liked where scale = '0-10'
union all select 'satisfaction', 'passive_share', "by", grp, flags, n - good
    - bad, n, n, 1 from liked where scale = '0-10'
union all select 'satisfaction', 'detractor_share', "by", grp, flags, bad, n,
    n, 1 from liked where scale = '0-10'
union all select 'satisfaction', 'csat', "by", grp, flags, good, n, n, 1
from liked where scale = '1-5'
union all select 'satisfaction', 'good_share', "by", grp, flags, good, n, n, 1
from liked where scale = '0-1';
create table nps as select *, 100.0 * (good - bad) / n as value,
    case when good < n and bad < n and good + bad > 0 then 1.959963984540054
    * 100 * sqrt(((good + bad) * 1.0 / n - (good - bad) * (good - bad) * 1.0
    / n / n) / n) end as half
from liked where scale = '0-10';

-- votes: one of a customer for each content, or product where there is none.
create table vote as
select user_id, 'source;' || case when content_id <> '' then 'content' else
    'product' end as "by", source || ';' || case when content_id <> '' then
    content_id else product end as grp, content_id = '' and product = ''
    as blank from inward where type = 'vote';
create table voters as select count(distinct user_id) as n from vote
where user_id <> '' and not blank;
create table voted as
select "by", grp, count(*) as n, count(distinct nullif(user_id, ''))
    as customers, sum(user_id = '') as nobody
from vote where not blank group by "by", grp;
insert into plain (section, metric, "by", grp, value)
select 'votes', 'votes_without_choice', '', '', count(*) from vote where blank
having count(*)
union all select 'votes', 'customers', '', '', n from voters
where exists (select 1 from voted)
union all select 'votes', 'votes', '', '', sum(customers) from voted
having count(*)
union all select 'votes', 'votes_without_customer', '', '', sum(nobody)
from voted having count(*)
union all select 'votes', 'customers', "by", grp, customers from voted
union all select 'votes', 'votes_repeated', "by", grp, n - nobody - customers
from voted
union all select 'votes', 'votes_without_customer', "by", grp, nobody
from voted;
insert into ratio (section, metric, "by", grp, num, den, n, each)
select 'votes', 'voter_share', v."by", grp, customers, voters.n, voters.n, 1
from voted v, voters;

-- audit: contents with a judged record, the newest of which counts.
create table verdict as
select post.c, categories, hits, row_number() over (partition by post.c
    order by on_day desc, cast(categories || char(1) || hits as blob)) as i
from said join post on post.source = said.source
    and post.account = said.account
    and post.id = case when content_id <> '' then content_id else said.id end
where sentiment <> '';
delete from verdict where i > 1;
create table creator as
select post.c, case when user_id <> '' then user_id
    else said.source || ':' || author end as creator,
    row_number() over (partition by post.c order by on_day desc,
	cast(case when user_id <> '' then user_id else said.source || ':'
	|| author end as blob)) as i
from said join post on post.source = said.source
    and post.account = said.account
    and post.id = case when content_id <> '' then content_id else said.id end
where user_id <> '' or author <> '';
delete from creator where i > 1;
create table checked as
select c, source, form, side, creator, hits,
    not exists (select 1 from json_each('["' || replace(replace(categories,
	'"', '\"'), ';', '","') || '"]') where trim(value) = 'banned')
    as passed
from verdict join content using (c) join side using (c)
left join creator using (c);
create table checking as
select exists (select 1 from checked where not passed) or exists (
    select 1 from run where body ->> 'program' = 'crm-sentiment'
    and instr(', ' || (body ->> '$.settings.rules') || ' ', ', banned '))
    as known, exists (select 1 from checked where creator <> '') as named;
create table sorted as
select c, '' as "by", '' as grp from checked
union all select c, 'side', side from checked
union all select c, 'source', source from checked
union all select c, 'form', form from checked;
delete from sorted where "by" in ('side', 'form') and not exists (
    select 1 from sorted s where s."by" = sorted."by" and s.grp <> '');
-- A creator is a unit, and all who are not named are one.
create table worked as
select "by", grp, creator, count(*) as x, sum(passed) as y
from sorted join checked using (c) group by "by", grp, creator;
create table works as
select "by", grp, sum(x) as x, sum(y) as y, count(*) as n,
    count(creator) as creators, sum(y) in (0, sum(x)) as alike
from worked group by "by", grp;
insert into plain (section, metric, "by", grp, value)
select 'audit', 'items', "by", grp, x from works
union all select 'audit', 'creators', "by", grp, creators from works, checking
where named
union all select 'audit', 'passed', "by", grp, y from works, checking
where known
union all select 'audit', 'items_not_judged', '', '', count(*) from content
where c not in (select c from verdict) and exists (select 1 from of_post r
    where r.c = content.c and metric = '') and exists (select 1 from checked)
having count(*);
insert into pair (section, metric, "by", grp, y, x, most)
select 'audit', 'pass_rate', "by", grp, w.y, w.x, 1 from worked w
join works s using ("by", grp), checking where known and not alike;
insert into ratio (section, metric, "by", grp, num, den, n)
select 'audit', 'pass_rate', "by", grp, y, x, n from works, checking
where known and alike;
create table makers as
select creator, count(*) as x, sum(passed) as y from checked
where creator <> '' and side <> 'brand' group by creator
order by count(*) desc, cast(creator as blob) limit (select top from opt);
insert into plain (section, metric, "by", grp, value)
select 'audit', 'items', 'user_id', creator, x from makers
union all select 'audit', 'passed', 'user_id', creator, y from makers, checking
where known;
insert into ratio (section, metric, "by", grp, num, den, n)
select 'audit', 'pass_rate', 'user_id', creator, y, x, x from makers, checking
where known;
create table found as
with recursive t(c, part, rest) as (
    select c, '', hits || ';' from checked where hits <> ''
    union all select c, substr(rest, 1, instr(rest, ';') - 1),
	substr(rest, instr(rest, ';') + 1) from t where rest <> '')
select c, part, part glob '?*:?*@*' as good,
    substr(part, 1, instr(part, ':') - 1) as rule from t where part <> '';
create table fault as
select rule, count(distinct c) as n, count(*) as hits,
    count(distinct creator) as creators
from found join checked using (c) where good group by rule;
insert into plain (section, metric, "by", grp, value)
select 'audit', 'items', 'rule', rule, n from fault
union all select 'audit', 'hits', 'rule', rule, hits from fault
union all select 'audit', 'creators', 'rule', rule, creators
from fault, checking where named
union all select 'audit', 'hits_unknown', '', '', count(*) from found
where not good having count(*);
insert into ratio (section, metric, "by", grp, num, den, n)
select 'audit', 'item_share', 'rule', rule, n, a.x, a.x
from fault, (select count(*) as x from checked) a;
