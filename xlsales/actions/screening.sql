-- 冲突筛查：names表里，不同的人在跟的、是或可能是同一客户的名称，一对一行。
-- DuckDB和Spark SQL都能原样运行；DuckDB先执行一次 create macro explode(list) as unnest(list)。
-- 键除以8的余数是它的种类：1全名 2读音 3商号和地区 4商号读音 5缺一字。
-- 太多行共有的键说明不了什么，不比较；商号和缺一字的键，只有很少见时才作数。
with exploded as (
    select id, explode(keys) as key from names
),
blocks as (
    select key, count(*) as size
    from exploded
    group by key
    having count(*) between 2 and case key % 8 when 5 then 3 when 4 then 5 else 60 end
),
shared as (
    select exploded.id, blocks.key, blocks.size
    from exploded join blocks on exploded.key = blocks.key
),
candidates as (
    select
        a.id as one,
        b.id as other,
        count(*) as shared_keys,
        min(case when a.key % 8 = 1 then a.size end) as whole,
        min(case when a.key % 8 = 2 then a.size end) as sound,
        min(case when a.key % 8 = 3 then a.size end) as brand_here,
        min(case when a.key % 8 = 4 then a.size end) as brand,
        min(case when a.key % 8 = 5 then a.size end) as nearly
    from shared a join shared b on a.key = b.key and a.id < b.id
    group by a.id, b.id
),
compared as (
    select
        c.*,
        x.person as person,
        x.customer as customer,
        y.person as other_person,
        y.customer as other_customer,
        x.first_seen as first_seen,
        x.first_imported as first_imported,
        y.first_seen as other_first_seen,
        y.first_imported as other_first_imported,
        x.core = y.core as equal,
        left(x.core, length(y.core)) = y.core or left(y.core, length(x.core)) = x.core as starts,
        x.province <> '' and y.province <> '' as placed,
        x.province <> '' and y.province <> '' and x.province <> y.province
            or x.city <> '' and y.city <> '' and x.city <> y.city as elsewhere
    from candidates c
    join names x on x.id = c.one
    join names y on y.id = c.other
    where x.person <> y.person
        -- 客户执行和他服务的客户经理是一方
        and array_contains(x.executives, y.person) = array_contains(y.executives, x.person)
),
judged as (
    select
        *,
        case
            when whole is not null then '名称相同'
            when elsewhere then null
            when equal and (placed or sound <= 5) then '地区或分支写法不同'
            when sound <= case when placed then 5 else 3 end and not equal then '同音错字'
            when starts and not equal and (brand_here is not null or brand is not null)
                then '简称与全称'
            when nearly <= case when placed then 3 else 2 end then '一字之差'
        end as reason
    from compared
)
select
    one,
    other,
    person,
    customer,
    first_seen,
    first_imported,
    other_person,
    other_customer,
    other_first_seen,
    other_first_imported,
    case when reason = '名称相同' then '同一客户' else '可能是同一客户' end as likeness,
    reason,
    shared_keys
from judged
where reason is not null
