// The player as seen: media-chrome's controls, the statistics panel, and a message where there is nothing to play.

import 'media-chrome/dist/media-controller.js';
import 'media-chrome/dist/media-chrome-button.js';
import 'media-chrome/dist/media-control-bar.js';
import 'media-chrome/dist/media-fullscreen-button.js';
import 'media-chrome/dist/media-live-button.js';
import 'media-chrome/dist/media-loading-indicator.js';
import 'media-chrome/dist/media-mute-button.js';
import 'media-chrome/dist/media-pip-button.js';
import 'media-chrome/dist/media-play-button.js';
import 'media-chrome/dist/media-poster-image.js';
import 'media-chrome/dist/media-preview-thumbnail.js';
import 'media-chrome/dist/media-preview-time-display.js';
import 'media-chrome/dist/media-time-display.js';
import 'media-chrome/dist/media-time-range.js';
import 'media-chrome/dist/media-volume-range.js';
import 'media-chrome/dist/menu/media-chrome-menu-item.js';
import 'media-chrome/dist/menu/media-rendition-menu.js';
import 'media-chrome/dist/menu/media-rendition-menu-button.js';
import { get, publishURL, type Server } from './api';
import { copyable, el, icon } from './dom';
import { Player } from './player';
import { StatsPanel } from './stats';
import { posterOf, Storyboard } from './thumbnails';

declare global {
  interface Window {
    /** For debugging and tests: the player of this page. Not an interface to build on. */
    millrace?: { readonly hls: Player['hls']; readonly video: HTMLVideoElement; stats: Player['stats'] };
  }
}

const statsIcon = 'M4 20V10h3v10H4Zm6.5 0V4h3v16h-3ZM17 20v-7h3v7h-3Z';
const mutedIcon = 'M3 9v6h4l5 5V4L7 9H3Zm18.3-.3-1.4-1.4-2.4 2.4-2.4-2.4-1.4 1.4 2.4 2.4-2.4 2.4 1.4 1.4 2.4-2.4 2.4 2.4 1.4-1.4-2.4-2.4 2.4-2.4Z';

const autohide = '2.5'; // seconds without a move

/** Builds the player for a stream and starts it. */
export function mountPlayer(stream: string): { element: HTMLElement; player: Player } {
  const player = new Player(stream);
  const stats = new StatsPanel(player);
  const { video } = player;
  video.slot = 'media';

  const menu = el('media-rendition-menu', { hidden: true, anchor: 'auto' }) as HTMLElement & {
    formatRendition(rendition: { id: string; width: number; height: number }): string;
  };
  menu.formatRendition = ({ id, width, height }) => `${Math.min(width, height)}p${id === 'source' ? ' source' : ''}`;

  const statsButton = el(
    'media-chrome-button',
    { class: 'stats-button', 'aria-label': 'Statistics', 'aria-pressed': 'false', click: () => toggleStats() },
    icon(statsIcon),
    el('span', { slot: 'tooltip-content' }, 'Statistics (S)'),
  );
  const toggleStats = () => {
    stats.toggle();
    statsButton.setAttribute('aria-pressed', String(stats.shown));
  };

  const unmute = el(
    'button',
    {
      class: 'unmute',
      type: 'button',
      noautohide: true,
      hidden: true,
      click: () => {
        video.muted = false;
        if (video.volume === 0) video.volume = 1;
      },
    },
    icon(mutedIcon),
    'Unmute',
  );
  const message = el('div', { class: 'message', role: 'status', 'aria-live': 'polite', noautohide: true, hidden: true });

  const poster = el('media-poster-image', { slot: 'poster', hidden: true });
  void posterOf(stream).then((url) => {
    if (!url) return;
    poster.setAttribute('src', url);
    poster.hidden = false;
  });
  const storyboard = new Storyboard(player, stream);
  const timeRange = el(
    'media-time-range',
    { pointerenter: () => void storyboard.refresh(), focusin: () => void storyboard.refresh() },
    el('media-preview-thumbnail', { slot: 'preview' }),
    el('media-preview-time-display', { slot: 'preview' }),
  );

  const controller = el(
    'media-controller',
    { nomutedpref: true, defaultstreamtype: 'live', autohide },
    video,
    poster,
    el('media-loading-indicator', { slot: 'centered-chrome', noautohide: true }),
    stats.element,
    unmute,
    menu,
    timeRange,
    el(
      'media-control-bar',
      {},
      el('media-play-button'),
      el('media-mute-button'),
      el('media-volume-range'),
      el('media-live-button'),
      el('media-time-display', { showduration: true }),
      el('span', { class: 'spacer' }),
      statsButton,
      el('media-rendition-menu-button'),
      el('media-pip-button'),
      el('media-fullscreen-button'),
    ),
  );
  const element = el('div', { class: 'player' }, controller, message);

  // What one is choosing from does not fade away.
  new MutationObserver(() => controller.setAttribute('autohide', menu.hidden ? autohide : '-1')).observe(menu, { attributeFilter: ['hidden'] });

  // Seeking to the very end of what can be seeked to would only stall: live is where hls.js says it is.
  const onRequest = (type: string, handle: (event: Event) => void) => controller.addEventListener(type, handle, { capture: true });
  onRequest('mediaseektoliverequest', (event) => {
    if (!player.hls) return;
    event.stopImmediatePropagation();
    player.goLive();
  });
  onRequest('mediaseekrequest', () => player.stayBehind());
  onRequest('mediapauserequest', () => player.stayBehind());

  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key.toLowerCase() === 's' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) toggleStats();
  });

  const offerSound = () => (unmute.hidden = !(video.muted && !video.paused && hasSound(player)));
  for (const type of ['playing', 'pause', 'volumechange', 'timeupdate']) video.addEventListener(type, offerSound);

  let server: Server | null = null;
  const show = () => {
    const { state } = player;
    element.dataset.state = state;
    message.hidden = state === 'playing' || state === 'loading';
    controller.toggleAttribute('inert', !['loading', 'playing', 'ended'].includes(state));
    message.replaceChildren(...describe(state, stream, server));
  };
  player.addEventListener('statechange', show);
  player.addEventListener('rewindchange', () => controller.toggleAttribute('rewindable', player.rewindable));
  show();
  void get<Server>('/server').then(
    (known) => {
      server = known;
      show();
    },
    () => {}, // the default port is shown
  );

  window.millrace = {
    get hls() {
      return player.hls;
    },
    video,
    stats: () => player.stats(),
  };
  player.start();
  return { element, player };
}

function describe(state: Player['state'], stream: string, server: Server | null): Node[] {
  const retrying = (text: string) => el('p', { class: 'retrying' }, text);
  switch (state) {
    case 'offline':
      return [
        el('h2', {}, `${stream} is not live`),
        el('p', {}, 'Publish to this address and it starts here by itself:'),
        copyable(publishURL(server, stream)),
        retrying('Checking every 2 seconds'),
      ];
    case 'starting':
      return [el('h2', {}, `${stream} is starting`), retrying('Waiting for the first seconds of it')];
    case 'unreachable':
      return [
        el('h2', {}, 'The server does not answer'),
        el('p', {}, 'Check your connection, and that the broadcaster is running.'),
        retrying('Trying again'),
      ];
    case 'ended':
      return [
        el('h2', {}, `${stream} has ended`),
        el('p', {}, 'Press play to see again what is kept of it. When it is published again, it starts here by itself.'),
      ];
    case 'failed':
      return [
        el('h2', {}, 'This browser could not play the stream'),
        el('p', {}, 'It needs H.264 video through Media Source Extensions or native HLS. A current Chrome, Edge, Firefox or Safari has them.'),
      ];
    default:
      return [];
  }
}

function hasSound(player: Player): boolean {
  const { hls } = player;
  return !hls || hls.audioTracks.length > 0 || hls.levels.some((level) => !!level.audioCodec);
}
