import { html, type TemplateResult } from 'lit-html';

/** A button that opens a panel below it. */
export function menu(name: string, label: string, content: TemplateResult, badge = '') {
  return html`<details class="menu ${name}">
    <summary>${label}${badge ? html` <span class="count">${badge}</span>` : ''}</summary>
    <div class="panel">${content}</div>
  </details>`;
}

/** Closes panels on Escape, and when the user clicks or focuses outside them. */
export function closeMenus(root: HTMLElement): void {
  const open = () => root.querySelectorAll<HTMLDetailsElement>('details.menu[open]');
  const leave = ({ target }: Event) => {
    for (const details of open()) {
      if (target instanceof Node && !details.contains(target)) details.open = false;
    }
  };
  document.addEventListener('pointerdown', leave);
  document.addEventListener('focusin', leave);
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const details of open()) {
      details.open = false;
      details.querySelector('summary')?.focus();
    }
  });
}
