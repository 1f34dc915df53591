"""Measures of what a page shows: contrast of every word, overflow, what is announced, what axe-core finds."""

from typing import Any

from playwright.sync_api import Locator

from tests.browser.notebook import Notebook

ENOUGH = 4.5  # contrast of text, WCAG 2.2 AA
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# For each piece of text that is seen: its colour against what lies behind it, layer by layer.
CONTRASTS = """area => {
    const parse = text => {
        const parts = text.match(/[\\d.]+/g).map(Number);
        const scale = text.startsWith('color(srgb') ? 255 : 1;
        return [...parts.slice(0, 3).map(part => part * scale), parts[3] ?? 1];
    };
    const over = (front, back) => {
        const alpha = front[3] + back[3] * (1 - front[3]);
        if (!alpha) return [0, 0, 0, 0];
        const mixed = [0, 1, 2].map(i => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / alpha);
        return [...mixed, alpha];
    };
    const luminance = rgb => {
        const [r, g, b] = rgb.map(value => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        let colour = [0, 0, 0, 0];
        for (let at = element; at && colour[3] < 1; at = at.parentElement)
            colour = over(colour, parse(getComputedStyle(at).backgroundColor));
        return over(colour, [255, 255, 255, 1]);
    };
    const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        const kept = !['STYLE', 'SCRIPT', 'OPTION'].includes(element.tagName);
        if (!text || !kept || !element.checkVisibility({visibilityProperty: true})) continue;
        if (element.closest('button:disabled')) continue;  // nothing to read for anybody, says WCAG
        const back = behind(element);
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
        const colour = parse(getComputedStyle(element).color);
        const front = over([...colour.slice(0, 3), colour[3] * opacity], back);
        const [one, other] = [luminance(front.slice(0, 3)), luminance(back.slice(0, 3))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        found.push({text: text.slice(0, 60), ratio: Math.round(ratio * 100) / 100});
    }
    return found;
}"""
COLOURED = """area => [...area.querySelectorAll('.mmx *')]
    .filter(part => [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter(part => part.tagName !== 'STYLE')
    .filter(part => !getComputedStyle(part).textDecorationLine.includes('underline'))
    .filter(part => {
        const [red, green, blue] = getComputedStyle(part).color.match(/[\\d.]+/g).map(Number);
        return Math.max(red, green, blue) - Math.min(red, green, blue) > 8;
    })
    .map(part => part.textContent)"""
AXE = """async ([indexes, tags]) => {
    const cells = document.querySelectorAll('.jp-Notebook .jp-Cell');
    const areas = indexes.map(index => cells[index].querySelector('.jp-Cell-outputArea'));
    const before = document.body.style.overflow;
    // Left out: addresses in printed text, which the front end makes links of, and without an underline.
    // JupyterLab's body hides what overflows; axe then takes all text for hidden and skips its contrast.
    document.body.style.overflow = 'visible';
    try {
        const options = {runOnly: {type: 'tag', values: tags}};
        const where = {include: areas, exclude: ['.jp-RenderedText a']};
        const {violations, passes} = await axe.run(where, options);
        return {
            violations: violations.map(({id, nodes}) => [id, nodes.map(node => node.html.slice(0, 200))]),
            contrasts: (passes.find(({id}) => id === 'color-contrast')?.nodes ?? []).length,
        };
    } finally {
        document.body.style.overflow = before;
    }
}"""
# Whatever sticks out of the output area to the right, or makes something inside it scroll sideways.
TOO_WIDE = """area => {
    const edge = part => part.closest('.mmx, .mmx-live').getBoundingClientRect().right + 1;
    const wide = [...area.querySelectorAll('.mmx, .mmx-live, .mmx *, .mmx-live *')].filter(part => {
        if (!part.checkVisibility({visibilityProperty: true})) return false;
        const box = part.getBoundingClientRect();
        const inline = getComputedStyle(part).display === 'inline';
        const scrolls = !inline && part.clientWidth && part.scrollWidth > part.clientWidth + 1;
        return box.width && (box.right > edge(part) || scrolls);
    });
    return wide
        .filter(part => !wide.some(other => other !== part && part.contains(other)))
        .map(part => `${part.tagName} ${part.className}: ${part.textContent.trim().slice(0, 80)}`);
}"""
LISTEN = """() => {
    window.announced = [];
    const note = node => {
        if (node.nodeType !== Node.ELEMENT_NODE) return;
        for (const live of [node, ...node.querySelectorAll('*')])
            if (['alert', 'status'].includes(live.getAttribute('role')) && live.textContent.trim())
                window.announced.push(live.textContent.trim());
    };
    new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(note)))
        .observe(document.body, {childList: true, subtree: true});
}"""


def contrasts(notebook: Notebook, index: int) -> list[dict[str, Any]]:
    """Return each text that a cell's outputs show with its contrast."""
    found: list[dict[str, Any]] = _area(notebook, index).evaluate(CONTRASTS)
    return found


def coloured(notebook: Notebook, index: int) -> list[str]:
    """Return what a card says in a colour, neither black, white nor grey, underlined links apart."""
    found: list[str] = _area(notebook, index).evaluate(COLOURED)
    return found


def complaints(notebook: Notebook, indexes: list[int], axe: str) -> tuple[list[Any], int]:
    """Return what axe-core finds in the outputs of cells, and in how many elements it measured contrast.

    Args:
        notebook: Where to look.
        indexes: Of the cells.
        axe: The source of axe-core.
    """
    if not notebook.page.evaluate("() => 'axe' in window"):
        notebook.page.evaluate(f"{axe}\n;0")
    found = notebook.page.evaluate(AXE, [indexes, RULES])
    return found["violations"], found["contrasts"]


def too_wide(notebook: Notebook, index: int) -> list[str]:
    """Return what a cell's outputs cannot show without scrolling sideways."""
    found: list[str] = _area(notebook, index).evaluate(TOO_WIDE)
    return found


def listen(notebook: Notebook) -> None:
    """Note from now on what a screen reader is told."""
    notebook.page.evaluate(LISTEN)


def announced(notebook: Notebook) -> list[str]:
    """Return what a screen reader was told since `listen`."""
    found: list[str] = notebook.page.evaluate("() => window.announced")
    return found


def _area(notebook: Notebook, index: int) -> Locator:
    return notebook.outputs(index).locator(".jp-Cell-outputArea")
