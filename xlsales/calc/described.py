"""The extension's parts as LibreOffice reads them: what functions, buttons and jobs there are."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from xlsales import __version__
from xlsales.actions.buttons import TAB, Button
from xlsales.calc.inside.names import BUTTONS, EXTENSION, FUNCTIONS, PROTOCOL, STARTUP, identifier
from xlsales.functions import Argument, Function

OLDEST_OFFICE = "7.0"
SPREADSHEETS = "com.sun.star.sheet.SpreadsheetDocument"
TOOLBAR = f"{EXTENSION}.toolbar"
COMPONENT = "python/component.py"
SPACES = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
KINDS = {
    "types.idl": "uno-typelibrary;type=RDB",
    "xlsales.components": "uno-components",
}
SETTINGS = "configuration-data"


def types(functions: Iterable[Function]) -> str:
    """The interface of the add-in: one method for each function, each argument of any type."""
    methods = (
        f"  sequence< sequence<any> > {identifier(f.name)}({', '.join(map(_taken, f.arguments))});"
        for f in functions
    )
    by_name = "  any computed([in] string name, [in] sequence<any> arguments);"
    interface = "\n".join(("interface XFunctions {", by_name, *methods, "};"))
    return f"module com {{ module xlsales {{ module calc {{\n{interface}\n}}; }}; }};\n"


def _taken(argument: Argument) -> str:
    return f"[in] any {identifier(argument.name)}"


def add_in(functions: Iterable[Function]) -> str:
    """What the Function Wizard shows."""
    described = "\n".join(_function(f) for f in functions)
    inner = _node(FUNCTIONS, f'<node oor:name="AddInFunctions">\n{described}\n</node>')
    return _settings(
        "CalcAddIns", "org.openoffice.Office", f'<node oor:name="AddInInfo">{inner}</node>'
    )


def _function(function: Function) -> str:
    arguments = "".join(
        _node(identifier(a.name), _said("DisplayName", a.label) + _said("Description", _help(a)))
        for a in function.arguments
    )
    name = function.name.upper()
    return _node(
        identifier(function.name),
        _said("DisplayName", name)
        + _said("Description", function.help)
        + _value("Category", "Add-In")
        + f'<prop oor:name="CompatibilityName"><value xml:lang="en-US">{name}</value></prop>'
        + f'<node oor:name="Parameters">{arguments}</node>',
    )


def _help(argument: Argument) -> str:
    return f"{argument.help}（可省略）" if argument.optional else argument.help


def menus(buttons: Iterable[Button]) -> str:
    """The menu and the toolbar."""
    items = "\n".join(_item(number, button) for number, button in enumerate(buttons))
    menu = _node(
        f"{EXTENSION}.menu",
        _said("Title", TAB)
        + _value("Context", SPREADSHEETS)
        + f'<node oor:name="Submenu">{items}</node>',
    )
    shown = (
        f'<node oor:name="OfficeMenuBar">{menu}</node>'
        f'<node oor:name="OfficeToolBar">{_node(TOOLBAR, items)}</node>'
    )
    return _settings("Addons", "org.openoffice.Office", f'<node oor:name="AddonUI">{shown}</node>')


def _item(number: int, button: Button) -> str:
    return _node(
        f"b{number:02d}",
        _value("URL", f"{PROTOCOL}{button.id}")
        + _said("Title", button.label)
        + _value("Target", "_self")
        + _value("Context", SPREADSHEETS),
    )


def window() -> str:
    """Where the toolbar stands, and that it shows words."""
    place = f"private:resource/toolbar/addon_{TOOLBAR}"
    state = _node(
        place,
        _said("UIName", TAB)
        + _value("Docked", "true", "xs:boolean")
        + _value("DockingArea", "0", "xs:int")
        + _value("DockPos", "0,3")
        + _value("Visible", "true", "xs:boolean")
        + _value("Style", "1", "xs:int"),
    )
    nodes = f'<node oor:name="UIElements"><node oor:name="States">{state}</node></node>'
    return _settings("CalcWindowState", "org.openoffice.Office.UI", nodes)


def answering() -> str:
    """Which part of the extension answers the buttons."""
    protocols = (
        f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
    )
    nodes = f'<node oor:name="HandlerSet">{_node(BUTTONS, protocols)}</node>'
    return _settings("ProtocolHandler", "org.openoffice.Office", nodes)


def jobs() -> str:
    """What runs when the office starts."""
    job = f'<node oor:name="Jobs">{_node(STARTUP, _value("Service", STARTUP))}</node>'
    event = (
        '<node oor:name="Events"><node oor:name="OnStartApp" oor:op="fuse">'
        f'<node oor:name="JobList"><node oor:name="{STARTUP}" oor:op="replace"/></node>'
        "</node></node>"
    )
    return _settings("Jobs", "org.openoffice.Office", job + event)


def components() -> str:
    """Which services the component gives."""
    services = (
        (FUNCTIONS, FUNCTIONS),
        (BUTTONS, "com.sun.star.frame.ProtocolHandler"),
        (STARTUP, STARTUP),
    )
    given = "".join(
        f'<implementation name="{name}"><service name="{service}"/></implementation>\n'
        for name, service in services
    )
    return (
        f'{XML}<components xmlns="http://openoffice.org/2010/uno-components">\n'
        f'<component loader="com.sun.star.loader.Python" uri="./{COMPONENT}">\n'
        f"{given}</component></components>\n"
    )


def description() -> str:
    """The extension's name, version, and the oldest office that takes it."""
    space = "http://openoffice.org/extensions/description/2006"
    newer = "http://libreoffice.org/extensions/description/2011"
    return (
        f'{XML}<description xmlns="{space}" xmlns:lo="{newer}">\n'
        f'<identifier value="{EXTENSION}"/><version value="{__version__}"/>\n'
        f'<display-name><name lang="en">xlsales</name><name lang="zh-CN">{TAB} xlsales</name>'
        f'</display-name>\n<dependencies><lo:LibreOffice-minimal-version value="{OLDEST_OFFICE}" '
        f'lo:name="LibreOffice {OLDEST_OFFICE}"/></dependencies>\n</description>\n'
    )


def manifest(parts: Iterable[str]) -> str:
    """The list of the parts that LibreOffice takes in."""
    space = "http://openoffice.org/2001/manifest"
    entries = "".join(
        '<manifest:file-entry manifest:media-type="application/vnd.sun.star.'
        f'{KINDS.get(part, SETTINGS)}" manifest:full-path="{part}"/>\n'
        for part in parts
    )
    return f'{XML}<manifest:manifest xmlns:manifest="{space}">\n{entries}</manifest:manifest>\n'


def _settings(name: str, package: str, nodes: str) -> str:
    return (
        f'{XML}<oor:component-data {SPACES} oor:name="{name}" oor:package="{package}">\n'
        f"{nodes}\n</oor:component-data>\n"
    )


def _node(name: str, inner: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{inner}</node>\n'


def _value(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>'


def _said(name: str, words: str) -> str:
    """Words that are shown, the same in every language of the office."""
    said = escape(words)
    return (
        f'<prop oor:name="{name}" oor:type="xs:string"><value xml:lang="en-US">{said}</value>'
        f'<value xml:lang="zh-CN">{said}</value></prop>'
    )
