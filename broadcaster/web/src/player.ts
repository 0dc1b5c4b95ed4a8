// The player on a page: web/player, which the page loads before this.

import { el } from './dom';
import type { MillracePlayer } from '../../../web/player/src';
import { token } from './name';

declare global {
  interface Window {
    /** For debugging and tests: the player of this page. */
    millrace?: MillracePlayer;
  }
}

/** The player of a stream. S shows the figures wherever on the page one is. */
export function player(stream: string, ...children: Node[]): MillracePlayer {
  const element = el('millrace-player', { stream, token: token() || null }, ...children);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable], millrace-player');
    if (event.key.toLowerCase() === 's' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) element.toggleStats();
  });
  window.millrace = element;
  return element;
}
