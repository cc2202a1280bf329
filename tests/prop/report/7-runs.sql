-- summary: what the --summary files say, and our own account of the rows.

create table account_of as select r.at as run, file,
    json_extract(body, '$.program') || ';' || file as name, body from run r;
insert into plain (section, metric, "by", grp, value)
select 'summary', 'rows_' || key, 'program;summary', name, value
from account_of, json_each(body, '$.rows')
union all select 'summary', 'rows_read', 'program;summary;input', name || ';'
    || json_extract(value, '$.name'), json_extract(value, '$.rows')
from account_of, json_each(body, '$.inputs')
union all select 'summary', 'rows_filtered', 'program;summary;reason', name
    || ';' || key, value from account_of, json_each(body, '$.filtered')
union all select 'summary', 'rows_rejected', 'program;summary;reason', name
    || ';' || key, value from account_of, json_each(body, '$.rejected')
union all select 'summary', 'count', 'program;summary;of', name || ';' || key,
    value from account_of, json_each(body, '$.counts')
union all select 'summary', 'note', 'program;summary;text', name || ';'
    || value, null from account_of, json_each(body, '$.notes')
union all select 'summary', 'version', 'program;summary;text', name || ';'
    || json_extract(body, '$.version'), null from account_of
union all select 'summary', 'setting', 'program;summary;text', name || ';'
    || key || '=' || value, null from account_of, json_each(body, '$.settings')
union all select 'summary', 'sha256', 'program;summary;input', name || ';'
    || json_extract(value, '$.name') || '='
    || json_extract(value, '$.sha256'), null
from account_of, json_each(body, '$.inputs')
where json_extract(value, '$.sha256') <> '';
-- Ours: rows of the operands; used is what is not filtered.
create table own_filter as
select 'after as-of' as reason, count(*) as n from event, span
where substr(case when kind in ('', 'event') then time
    when period_start <> '' then period_start when event.as_of <> '' then event.as_of
    else created_at end, 1, 10) > span.as_of
union all
select 'not an event', count(*) from event
where kind not in ('', 'event', 'content', 'profile')
or at in (select at from account where case when at in (select at from own)
    then followers = '' or as_of = '' else user_id = '' end);
insert into own_filter select 'another currency', count(*) from other;
delete from own_filter where n = 0;
create table own_rows as select sum(rows) as n, (select total(n)
    from own_filter) as filtered from operand;
insert into plain (section, metric, "by", grp, value)
select 'summary', 'rows_read', 'program;summary', 'crm-report;', n
from own_rows
union all select 'summary', 'rows_used', 'program;summary', 'crm-report;',
    n - filtered from own_rows
union all select 'summary', 'rows_filtered', 'program;summary', 'crm-report;',
    filtered from own_rows
union all select 'summary', 'rows_rejected', 'program;summary', 'crm-report;',
    0
union all select 'summary', 'rows_read', 'program;summary;input',
    'crm-report;;' || name, rows from operand
union all select 'summary', 'rows_filtered', 'program;summary;reason',
    'crm-report;;' || reason, n from own_filter
union all select 'summary', 'version', 'program;summary;text', 'crm-report;;'
    || version, null from opt
union all
-- Of tables that name no as-of, the newest day is doubted when it is far off.
select 'summary', 'note', 'program;summary;text', 'crm-report;;as-of is '
    || newest || ', but the next newest day is ' || next
    || ': a wrong date? (--as-of)', null
from (select max(day) as newest, (select max(day) from act
    where day < (select max(day) from act)) as next from act), opt
where opt.as_of = '' and julianday(newest) - julianday(next) > 31;
