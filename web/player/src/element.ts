// The element as seen: media-chrome's controls, the statistics panel, and a message where there is nothing to play.

import { el, icon } from './dom';
import css from './player.css?inline';
import { Player, type State, type Stats } from './player';
import { locate, picturesOf } from './source';
import { StatsPanel } from './stats';
import { Storyboard } from './thumbnails';

/** The events of the element; they do not bubble. Those of playback itself are on its video. */
export interface PlayerEventMap extends HTMLElementEventMap {
  /** Its state is another. */
  statechange: CustomEvent<{ state: State }>;
  /** Something went wrong. If it was not fatal, playback goes on; in any case the player tries again by itself. */
  problem: CustomEvent<{ fatal: boolean; details: string }>;
}

/** Where this script was loaded from, which is a Millrace node unless it is part of an app. */
const origin = import.meta.url.startsWith('http') ? new URL(import.meta.url).origin : location.origin;

const statsIcon = 'M4 20V10h3v10H4Zm6.5 0V4h3v16h-3ZM17 20v-7h3v7h-3Z';
const mutedIcon = 'M3 9v6h4l5 5V4L7 9H3Zm18.3-.3-1.4-1.4-2.4 2.4-2.4-2.4-1.4 1.4 2.4 2.4-2.4 2.4 1.4 1.4 2.4-2.4 2.4 2.4 1.4-1.4-2.4-2.4 2.4-2.4Z';

const autohide = '2.5'; // seconds without a move
const controlsAfter = 3000; // ms: they do not wait longer for the first picture
const posterAfter = 1000; // ms: a stream that begins sooner needs none

/**
 * A live stream or a recording, by the attributes that MillracePlayer.observedAttributes lists; README.md describes them. It
 * plays while it is in a document, muted at first, and another source as soon as an attribute says so.
 */
export class MillracePlayer extends HTMLElement {
  static readonly observedAttributes = ['src', 'stream', 'token', 'server', 'poster'];

  #player = new Player();
  #stats = new StatsPanel(this.#player);
  #storyboard = new Storyboard(this.#player);
  #statsButton: HTMLElement;
  #poster = el('img', { slot: 'poster', part: 'poster', alt: '', hidden: true });
  #message = el('div', { class: 'message', part: 'message', role: 'status', hidden: true });
  #controller: HTMLElement;
  #unmute: HTMLElement;
  #internals = this.attachInternals();
  #loading = false; // a load is due
  #controls = false; // they are there, or on their way
  #late: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const { video } = this.#player;
    video.slot = 'media';
    video.part.add('video');

    this.#statsButton = el(
      'media-chrome-button',
      { class: 'stats-button', 'aria-label': 'Statistics', 'aria-pressed': 'false', click: () => this.toggleStats() },
      icon(statsIcon),
      el('span', { slot: 'tooltip-content' }, 'Statistics (S)'),
    );
    this.#unmute = el(
      'button',
      { class: 'unmute', part: 'unmute', type: 'button', noautohide: true, hidden: true, click: () => this.#makeHeard() },
      icon(mutedIcon),
      'Unmute',
    );

    const menus = ['media-rendition-menu', 'media-audio-track-menu', 'media-captions-menu'].map((tag) =>
      el(tag, { hidden: true, anchor: 'auto', part: 'menu' }),
    );
    (menus[0] as HTMLElement & { formatRendition(rendition: { id: string; width: number; height: number }): string }).formatRendition = ({ id, width, height }) =>
      `${Math.min(width, height)}p${id === 'source' ? ' source' : ''}`;

    const look = () => void this.#storyboard.refresh();
    this.#controller = el(
      'media-controller',
      { nomutedpref: true, nosubtitleslangpref: true, defaultstreamtype: 'live', autohide, part: 'controller' },
      video,
      this.#poster,
      el('media-loading-indicator', { slot: 'centered-chrome', noautohide: true }),
      this.#stats.element,
      this.#unmute,
      ...menus,
      el(
        'media-time-range',
        { pointerenter: look, focusin: look },
        el('media-preview-thumbnail', { slot: 'preview' }),
        el('media-preview-time-display', { slot: 'preview' }),
      ),
      el(
        'media-control-bar',
        { part: 'control-bar' },
        el('media-play-button'),
        el('media-mute-button'),
        el('media-volume-range'),
        el('media-live-button'),
        el('media-time-display', { showduration: true }),
        el('span', { class: 'spacer' }),
        this.#statsButton,
        el('media-captions-menu-button'),
        el('media-audio-track-menu-button'),
        el('media-rendition-menu-button'),
        el('media-pip-button'),
        el('media-fullscreen-button'),
      ),
    );

    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#controller, this.#message);
    this.#internals.role = 'region';

    // What one is choosing from does not fade away.
    const choosing = new MutationObserver(() => this.#controller.setAttribute('autohide', menus.every((m) => m.hidden) ? autohide : '-1'));
    for (const menu of menus) choosing.observe(menu, { attributeFilter: ['hidden'] });

    // Seeking to the very end of what can be seeked to would only stall: live is where hls.js says it is.
    const onRequest = (type: string, handle: (event: Event) => void) => this.#controller.addEventListener(type, handle, { capture: true });
    onRequest('mediaseektoliverequest', (event) => {
      if (!this.#player.hls) return;
      event.stopImmediatePropagation();
      this.#player.goLive();
    });
    onRequest('mediaseekrequest', () => this.#player.stayBehind());
    onRequest('mediapauserequest', () => this.#player.stayBehind());

    this.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() === 's' && !event.ctrlKey && !event.metaKey && !event.altKey) this.toggleStats();
    });
    const offerSound = () => (this.#unmute.hidden = !(video.muted && !video.paused && this.#hasSound()));
    for (const type of ['playing', 'pause', 'volumechange', 'timeupdate']) video.addEventListener(type, offerSound);
    video.addEventListener('playing', () => {
      this.#poster.hidden = true;
      this.#control();
    });
    this.#player.addEventListener('refused', () => this.#control());

    this.#player.audioTracks.addEventListener('addtrack', () => this.#offerAudio());
    this.#player.audioTracks.addEventListener('removetrack', () => this.#offerAudio());
    this.#player.addEventListener('rewindchange', () => this.#controller.toggleAttribute('rewindable', this.#player.rewindable));
    this.#player.addEventListener('problem', (event) => this.dispatchEvent(new CustomEvent('problem', { detail: (event as CustomEvent).detail })));
    this.#player.addEventListener('statechange', () => {
      this.#show();
      this.dispatchEvent(new CustomEvent('statechange', { detail: { state: this.state } }));
    });
  }

  connectedCallback(): void {
    this.#load();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#late);
    this.#player.unload();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now && this.isConnected) this.#load();
  }

  /** What it is doing. */
  get state(): State {
    return this.#player.state;
  }

  /** The video, with the events, properties and methods that every video element has. */
  get video(): HTMLVideoElement {
    return this.#player.video;
  }

  /** The hls.js instance that plays now, for what the element has no word for; null where there is none. */
  get hls(): Player['hls'] {
    return this.#player.hls;
  }

  /** The address of the multivariant playlist, for other players; empty without a source. */
  get playlist(): string {
    return this.#player.source?.playlist ?? '';
  }

  /** How playback is doing. */
  stats(): Stats {
    return this.#player.stats();
  }

  /** Shows the statistics over the picture, or hides them. */
  toggleStats(): void {
    this.#stats.toggle();
    this.#statsButton.setAttribute('aria-pressed', String(this.#stats.shown));
  }

  async play(): Promise<void> {
    await this.video.play();
  }

  /** Pauses; a live stream goes on from there, not from the live edge. */
  pause(): void {
    this.#player.stayBehind();
    this.video.pause();
  }

  /** Plays at the live edge. */
  goLive(): void {
    this.#player.goLive();
  }

  /** Loads what the attributes say, once, after all that are changed together. */
  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    queueMicrotask(() => {
      this.#loading = false;
      if (!this.isConnected) return;
      const attribute = (name: string) => this.getAttribute(name);
      const source = locate({ src: attribute('src'), stream: attribute('stream'), token: attribute('token'), server: attribute('server') || origin });
      this.#storyboard.reset();
      this.#internals.ariaLabel = `Player: ${source?.name ?? 'nothing to play'}`;
      const autoplay = !this.hasAttribute('noautoplay');
      if (source) this.#player.load(source, { autoplay });
      else this.#player.unload();
      void this.#showPoster(autoplay);
      clearTimeout(this.#late);
      this.#late = setTimeout(() => this.#control(), autoplay ? controlsAfter : 0);
    });
  }

  /** Makes the controls work: until the first picture is there they would only be in its way. */
  #control(): void {
    if (this.#controls) return;
    this.#controls = true;
    import('./controls').catch(() => {
      this.#controls = false; // the next time that it plays
      this.video.controls = true;
    });
  }

  /** Shows the poster. That of the stream, which has to be made, is asked for only where nothing has begun to play soon. */
  async #showPoster(autoplay: boolean): Promise<void> {
    const { source } = this.#player;
    const moved = () => source !== this.#player.source || this.video.currentTime > 0;
    this.#poster.hidden = true;
    let poster = this.getAttribute('poster');
    if (poster === null && source) {
      if (autoplay) await new Promise((resolve) => setTimeout(resolve, posterAfter));
      if (moved()) return;
      poster = (await picturesOf(source)).poster ?? null;
    }
    if (!poster || moved()) return;
    this.#poster.src = poster;
    this.#poster.hidden = false;
  }

  #show(): void {
    const { state } = this.#player;
    this.dataset.state = state;
    this.#message.hidden = ['idle', 'loading', 'playing'].includes(state);
    this.#controller.toggleAttribute('inert', !['loading', 'playing', 'ended'].includes(state));
    this.#message.replaceChildren(...describe(state, this.#player.source?.name ?? ''));
  }

  #offerAudio(): void {
    this.#controller.toggleAttribute('several-audio-tracks', this.#player.audioTracks.length > 1);
  }

  #makeHeard(): void {
    this.video.muted = false;
    if (this.video.volume === 0) this.video.volume = 1;
  }

  #hasSound(): boolean {
    const { hls } = this.#player;
    return !hls || hls.audioTracks.length > 0 || hls.levels.some((level) => !!level.audioCodec);
  }
}

export interface MillracePlayer {
  addEventListener<K extends keyof PlayerEventMap>(type: K, listener: (event: PlayerEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** What is said where there is nothing to see. What a page has in slot "offline" stands there while the stream is not live. */
function describe(state: State, name: string): Node[] {
  const retrying = (text: string) => el('p', { class: 'retrying' }, text);
  switch (state) {
    case 'offline':
      return [el('h2', {}, `${name} is not live`), el('slot', { name: 'offline' }), retrying('It starts here by itself')];
    case 'starting':
      return [el('h2', {}, `${name} is starting`), retrying('Waiting for the first seconds of it')];
    case 'denied':
      return [
        el('h2', {}, `You may not watch ${name}`),
        el('p', {}, 'It is not for everybody, or the time for which you were let in is over.'),
        retrying('Trying again'),
      ];
    case 'unreachable':
      return [el('h2', {}, 'The server does not answer'), el('p', {}, 'Check your connection. It goes on here by itself.'), retrying('Trying again')];
    case 'ended':
      return [
        el('h2', {}, `${name} has ended`),
        el('p', {}, 'Press play to see again what is kept of it. When it is live again, it starts here by itself.'),
      ];
    case 'failed':
      return [
        el('h2', {}, 'This browser could not play the stream'),
        el('p', {}, 'It needs Media Source Extensions or native HLS, and the codecs of the stream. A current Chrome, Edge, Firefox or Safari has them.'),
      ];
    default:
      return [];
  }
}
