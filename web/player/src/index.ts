// <millrace-player>, which this module defines when it is loaded.

import { MillracePlayer } from './element';

export { MillracePlayer };
export type { PlayerEventMap } from './element';
export type { State, Stats } from './player';

if (!customElements.get('millrace-player')) customElements.define('millrace-player', MillracePlayer);

declare global {
  interface HTMLElementTagNameMap {
    'millrace-player': MillracePlayer;
  }
}
