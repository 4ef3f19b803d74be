"""Why a file is refused, and what its sender should do, in the user's words."""

from __future__ import annotations

from xlsales.hosts.base import Unreadable

SAVE_AGAIN = "请用Excel打开检查，另存为.xlsx后重新提交"
SPLIT = "请只提交本期的内容，删去多余的行、列和工作表"

_REFUSALS = {
    "empty": ("文件是空的（0字节）", "可能没有保存完或没有同步完，请重新提交"),
    "damaged": ("文件已损坏，读不出来", SAVE_AGAIN),
    "unknown": ("不是工作簿", "请提交.xlsx工作簿"),
    "web": ("内容是网页或文本，不是真正的工作簿", SAVE_AGAIN),
    "password": ("文件有密码", "需密码：请取消密码后重新提交"),
    "declaration": ("文件里有外部实体声明（DOCTYPE），可能有害", SAVE_AGAIN),
    "large": ("文件太大", SPLIT),
    "inflated": ("文件展开后太大，可能有害", SPLIT),
    "cells": ("单元格太多", SPLIT),
    "slow": ("读取超过时限", SPLIT),
    "died": ("读取时出错中断，文件可能已损坏或有害", SAVE_AGAIN),
    "changing": ("读取时文件正在变化", "请等保存或同步完成后再运行一次"),
    "denied": ("没有读取权限", "请检查文件的权限，或请提交人重新提交"),
    "gone": ("文件已不在原处", "请确认文件没有被移走，再运行一次"),
    "special": ("不是普通文件", "请放入工作簿文件本身"),
    "sheets": ("有两张工作表同名", "请给工作表改名后重新提交"),
    "blank": ("工作簿里没有可读的工作表", "请检查是否提交了正确的文件"),
    "encoding": ("文字编码认不出来", "请用Excel打开，另存为.xlsx后重新提交"),
}


def refusal(cause: str, detail: str = "") -> Unreadable:
    """The exception for one cause; `detail` is added to the reason."""
    reason, remedy = _REFUSALS[cause]
    return Unreadable(f"{reason}：{detail}" if detail else reason, remedy)
