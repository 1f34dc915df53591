// What the photographer asks of a page with JupyterLab; each function is called by name.
({
  alone() {
    jupyterapp.shell.mode = 'single-document';
    jupyterapp.shell.collapseLeft();
    jupyterapp.shell.collapseRight();
  },
  kernel() {
    return jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  },
  async tell(code) {
    const asked = { code, silent: false, store_history: false, stop_on_error: false, allow_stdin: false,
                    user_expressions: { told: 'told' } };
    const { content } = await this.kernel().requestExecute(asked).done;
    if (content.status !== 'ok') throw new Error(content.traceback.join('\n'));
    return content.user_expressions.told.data?.['text/plain'] ?? null;
  },
  async run(index) {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    await jupyterapp.commands.execute('notebook:run-cell');
  },
  cells() {
    return [...jupyterapp.shell.currentWidget.node.querySelectorAll('.jp-Notebook .jp-CodeCell')];
  },
  buttons(cell) {
    return [...cell.querySelectorAll('.mmx-live button')];
  },
  busy(cell) {
    const buttons = this.buttons(cell);
    return buttons.length > 0 && buttons.every(button => button.disabled);
  },
  // A solved call keeps the card of its first error, folded.
  failed(cell) {
    return [...cell.querySelectorAll('.mmx-title')].some(title => !title.closest('details'));
  },
  best(cell) {
    const buttons = this.buttons(cell);
    return buttons.find(button => button.classList.contains('mod-primary')) ?? buttons[0];
  },
  // A step that has just appeared lets its best button be pressed a moment later.
  settled() {
    return this.cells().every(cell => this.busy(cell) || !this.best(cell)?.disabled);
  },
  // One click on the best button of each cell; a field for a key is filled first.
  click(indices, key) {
    const cells = this.cells();
    for (const index of indices) {
      for (const field of cells[index].querySelectorAll('.mmx-live input[type=password]')) {
        field.value = key;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
      this.best(cells[index])?.click();
    }
  },
  open(open) {
    for (const details of document.querySelectorAll('.jp-OutputArea details')) details.open = open;
  },
  // Resolves when no output has changed for so many milliseconds and the page is painted.
  rest(quiet) {
    return new Promise(resolve => {
      let timer = setTimeout(end, quiet);
      const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, quiet); });
      for (const cell of this.cells()) {
        const outputs = cell.querySelector('.jp-Cell-outputWrapper');
        watch.observe(outputs, { subtree: true, childList: true, characterData: true, attributes: true });
      }
      function end() {
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)));
      }
    });
  },
  scroller() {
    return jupyterapp.shell.currentWidget.content.outerNode
      ?? jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-outer');
  },
  // Where a cell stands in the window; only what it shows, and null if that is nothing.
  box(cell, whole) {
    const shown = [...cell.querySelectorAll('.jp-OutputArea-output')].filter(output => output.offsetHeight > 0);
    if (!shown.length) return null;
    const outputs = shown.map(output => output.getBoundingClientRect());
    const first = whole ? cell.querySelector('.jp-InputArea-editor').getBoundingClientRect() : outputs[0];
    return {
      left: first.left, right: Math.max(...outputs.map(box => box.right)),
      top: first.top, bottom: Math.max(...outputs.map(box => box.bottom)),
    };
  },
  // Scroll to the first of these cells, and say where it and those that follow stand, as far as they are seen.
  async frame(indices, whole) {
    const cells = this.cells(), scroller = this.scroller();
    document.activeElement?.blur();
    const view = scroller.getBoundingClientRect();
    const shown = indices.filter(index => this.box(cells[index], whole));
    if (!shown.length) return {};
    // A whole number, or letters fall between pixels.
    scroller.scrollTop = Math.floor(
      scroller.scrollTop + this.box(cells[shown[0]], whole).top - view.top - 20);
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const boxes = {};
    for (const index of shown) {
      const box = this.box(cells[index], whole);
      if (box.bottom > view.bottom - 20 && Object.keys(boxes).length) break;
      boxes[index] = box;
    }
    return boxes;
  },
})
