"""How many values of a worksheet function a second: a column of a thousand rows at a time."""

import time
from datetime import date, timedelta

from xlsales.functions import (
    xs_amount_in_words,
    xs_commission_split,
    xs_customer_key,
    xs_customer_similarity,
    xs_overdue_months,
    xs_rebate_approver,
    xs_receivable_stage,
    xs_workdays_after,
)

HEAD = ("function", "values a second")
ROWS = 1000
DAY = date(2012, 4, 30)
RATES = [[n % 120 / 1000] for n in range(ROWS)]
AMOUNTS = [[n * 7.31] for n in range(ROWS)]
DAYS = [[DAY - timedelta(days=n)] for n in range(ROWS)]
NAMES = [[f"北京{'海天云星金'[n % 5]}{'科技网络传媒'[n % 6]}第{n}有限公司"] for n in range(ROWS)]
ASKED = (
    (xs_rebate_approver, (RATES,)),
    (xs_receivable_stage, (DAYS, DAY)),
    (xs_overdue_months, (DAYS, DAY)),
    (xs_amount_in_words, (AMOUNTS,)),
    (xs_commission_split, (AMOUNTS, True)),
    (xs_workdays_after, (DAYS, 3)),
    (xs_customer_key, (NAMES,)),
    (xs_customer_similarity, (NAMES, "北京海天科技有限公司")),
)


def rows():
    """A row for each function."""
    for function, arguments in ASKED:
        function(*arguments)
        began, rounds = time.process_time(), 0
        while time.process_time() - began < 0.3:
            function(*arguments)
            rounds += 1
        yield function.name, f"{rounds * ROWS / (time.process_time() - began):,.0f}"
