"""The words of C1.3 leave a real company its name, and leave nothing of an entry without one."""

import pytest

from xlsales.core.rulebook import shipped
from xlsales.figures.outings import names_a_company

WORDS = shipped().latest("C1.3")

COMPANIES = """
腾讯 美的 小米 和讯 有道 有赞 我爱我家 饿了么 你我贷 去哪儿 宜家 联想 老板电器 老凤祥
小肥羊 今日头条 方正集团 南山集团 马可波罗 李宁 周大福 张小泉 王老吉 华工科技 三一重工
徐工集团 万达广场 福田汽车 北京银行 北京大学 北京饭店 上海家化 朝阳医院 海淀医院
王府井百货 石家庄卷烟厂 中关村在线 中国移动 新东方 好未来 同程 一汽 3M公司 58同城 LG TCL
IBM 燕莎友谊商城 东方航空 民生银行 中粮 万科 保利 美团 去腾讯见客户 拜访腾讯
到美的谈合同 和小米开会 拜访国航李经理 到宝洁公司见王总 LG去拜访
"""

VAGUE = """
外出 见客户 拜访 外出办事 客户 海淀 见张总 有事 办点事 有点事 办公事 出去一下 出差 外勤
面谈 见面 洽谈业务 约了王总 拜访张女士 见李老师 张先生公司 欧阳经理 拜访老总
陪领导见客户 跟张总见面 和王经理吃饭 去和李经理谈 我的客户 见个朋友 客户那儿 某客户
某公司 去一家公司 两家客户 拜访几个客户 老客户拜访 对方公司 甲方 客户处 国贸附近 市区
去市里 去外面 去海淀和朝阳 到国贸 北京 去上海出差 去海淀见老客户 去机场接客户 接人
4月16日外出 上午10点见李总 下午见客户 客户，海淀 送发票 催款 去送合同 市场调研 跑市场
待定 同上 无 ——
"""


@pytest.mark.parametrize("entry", COMPANIES.split())
def test_a_company_keeps_its_name(entry):
    assert names_a_company(entry, WORDS)


@pytest.mark.parametrize("entry", VAGUE.split())
def test_an_entry_without_a_company_has_nothing_left(entry):
    assert not names_a_company(entry, WORDS)
