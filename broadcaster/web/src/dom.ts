// What the pages are built with.

import { el } from '../../../web/player/src/dom';

export { el };

/** A line to copy: the text, and a button where the browser allows writing to the clipboard. */
export function copyable(text: string): HTMLElement {
  const code = el('code', { tabindex: 0 }, text);
  if (!navigator.clipboard) return el('div', { class: 'copyable' }, code);
  const button = el('button', { type: 'button', 'aria-label': `Copy ${text}` }, 'Copy');
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text).then(
      () => {
        button.textContent = 'Copied';
        setTimeout(() => (button.textContent = 'Copy'), 1500);
      },
      () => getSelection()?.selectAllChildren(code),
    );
  });
  return el('div', { class: 'copyable' }, code, button);
}
