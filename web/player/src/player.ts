// Plays one stream: hls.js on a video element, kept alive whatever happens to the stream or the network.

import Hls, { ErrorDetails, ErrorTypes, Events, type ErrorData, type HlsConfig, type Level, PlaylistLevelType } from 'hls.js';
import { AudioTracks } from './audiotracks';
import { timelineController } from './captions';
import { RenditionList } from './renditions';
import { goesOn, type Source } from './source';

/**
 * idle: no source. loading: nothing to show yet. playing: media is attached (it may be paused or buffering). offline: there is no such
 * stream. starting: there is, but nothing to play yet. denied: it is not for this viewer, or the token has expired. unreachable: the
 * server does not answer. ended: the stream ended and was played to its end. failed: the browser cannot play it. In all but idle and
 * playing the player tries again by itself.
 */
export type State = 'idle' | 'loading' | 'playing' | 'offline' | 'starting' | 'denied' | 'unreachable' | 'ended' | 'failed';

/** What there is instead of media, and is asked for again. */
type Absence = 'offline' | 'starting' | 'denied' | 'unreachable' | 'failed';

/** A snapshot of how playback is doing. Times are in seconds. */
export interface Stats {
  state: State;
  live: boolean;
  latency: number; // behind the live edge; NaN when unknown
  targetLatency: number;
  captureDelay: number; // since the picture was published, where the playlist has times; NaN when not
  rung: string; // being shown
  rungs: string[]; // best first
  auto: boolean;
  width: number;
  height: number;
  bandwidth: number; // estimate, bit/s
  bitrate: number; // of the rung, bit/s
  buffer: number; // ahead of the playhead
  rate: number;
  droppedFrames: number;
  totalFrames: number;
  firstFrame: number; // from load to the first picture; NaN until then
  stalls: number; // since it was loaded
  stalledSeconds: number;
  errors: string[]; // the latest, at most 20
}

type MillVideo = HTMLVideoElement & { videoRenditions: RenditionList; audioTracks: AudioTracks };

const config: Partial<HlsConfig> = {
  timelineController,
  lowLatencyMode: true, // stays PART-HOLD-BACK behind the live edge
  maxLiveSyncPlaybackRate: 1.15, // catches up gently after a stall
  liveDurationInfinity: true,
  enableWorker: false, // fMP4 needs no transmuxing
  abrEwmaDefaultEstimate: 3_000_000,
  testBandwidth: false, // no rung is loaded only to be measured: it would delay the first picture
  capLevelToPlayerSize: true, // automatic choice only
  // backBufferLength stays Infinity, so the browser makes room where it needs some. When hls.js 1.7.4 does, and a part is on its way to the
  // buffer, it forgets that it has the earlier parts of that segment, and then sometimes stops at the segment's end (FragmentTracker's
  // detectEvictedFragments, getFragmentAtPosition).
};

const rewindFrom = 45; // seconds: shorter playlists are for live viewers, and nothing to go back in
const choiceFirst = 5000; // ms without a gap until a rung that had gaps is tried again
const choiceMost = 60_000;
const retryFirst = 2000;
const retryMost = 10_000;

/** How a source is played. */
export interface Playing {
  autoplay: boolean;
}

export class Player extends EventTarget {
  readonly video: MillVideo;
  readonly renditions = new RenditionList();
  readonly audioTracks = new AudioTracks();
  source: Source | null = null;
  hls: Hls | null = null;
  state: State = 'idle';
  rewindable = false; // a live stream in which one can go back

  #autoplay = true;
  #watch: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryDelay = retryFirst;
  #mediaErrors: number[] = []; // when, in ms
  #errors: string[] = [];
  #audio = ''; // the audio track that the viewer has chosen
  #behindByChoice = false;
  #loadedAt = 0;
  #firstFrameMs = NaN;
  #stallStart = 0;
  #stalls = 0;
  #stalledMs = 0;
  #finishAt = -1; // how far the buffer reached when #finish last looked
  #finishTries = 0;
  #gapAt = 0; // when the last gap was met, in ms; 0 once the viewer's choice holds again
  #choiceDelay = choiceFirst;
  #chosenAgain = -Infinity; // when, in ms
  #wasLive = false; // its playlists grew

  constructor() {
    super();
    const video = document.createElement('video') as MillVideo;
    video.playsInline = true;
    video.muted = true;
    video.videoRenditions = this.renditions;
    Object.defineProperty(video, 'audioTracks', { value: this.audioTracks });
    Object.defineProperty(video, 'liveEdgeStart', { get: () => (this.#live() ? (this.hls?.liveSyncPosition ?? NaN) - 2 : undefined) });
    this.video = video;

    this.renditions.addEventListener('change', () => this.#choose());
    video.addEventListener('play', () => this.#begin());
    video.addEventListener('playing', () => this.#resumed());
    video.addEventListener('waiting', () => {
      if (!video.seeking && video.currentTime > 0 && !this.#stallStart) this.#stallStart = performance.now();
    });
    video.addEventListener('ended', () => void this.#ended());
    video.addEventListener('error', () => {
      if (!this.hls && this.source) this.#lost('unreachable'); // native playback; hls.js handles its own
    });
  }

  /** Plays a source in place of what was played before. */
  load(source: Source, { autoplay }: Playing): void {
    this.unload();
    this.source = source;
    this.#autoplay = this.video.autoplay = autoplay;
    this.#retryDelay = retryFirst;
    this.#mediaErrors = [];
    this.#errors = [];
    this.#behindByChoice = this.#wasLive = false;
    this.#loadedAt = performance.now();
    this.#firstFrameMs = NaN;
    this.#stalls = this.#stalledMs = this.#gapAt = 0;
    this.#watch = setInterval(() => {
      this.#catchUp();
      this.#chooseAgain();
      this.#finish();
    }, 500);
    this.#become('loading');
    this.#show();
  }

  /** Gives up what is played, with every timer and connection. */
  unload(): void {
    clearInterval(this.#watch);
    this.#close();
    this.video.removeAttribute('src');
    this.source = null;
    this.renditions.replace([]);
    this.audioTracks.replace([], () => {});
    this.#reaches(false);
    this.#become('idle');
  }

  /** Back to the live edge, and stay there. */
  goLive(): void {
    this.#behindByChoice = false;
    const position = this.hls?.liveSyncPosition;
    if (position != null) this.video.currentTime = position;
    void this.video.play().catch(() => {});
  }

  /** The viewer paused or went back: do not pull them to the live edge. */
  stayBehind(): void {
    this.#behindByChoice = true;
  }

  stats(): Stats {
    const { hls, video } = this;
    const quality = video.getVideoPlaybackQuality();
    const level = hls?.levels[hls.currentLevel];
    const live = this.#live();
    const date = hls?.playingDate;
    return {
      state: this.state,
      live,
      latency: live && hls ? hls.latency : NaN,
      targetLatency: (live && hls?.targetLatency) || NaN,
      captureDelay: live && date ? (Date.now() - date.getTime()) / 1000 : NaN,
      rung: level ? this.#name(level) : '',
      rungs: hls ? [...hls.levels].sort(best).map((l) => this.#name(l)) : [],
      auto: this.renditions.selectedIndex < 0,
      width: video.videoWidth,
      height: video.videoHeight,
      bandwidth: hls?.bandwidthEstimate ?? NaN,
      bitrate: level?.bitrate ?? NaN,
      buffer: ahead(video),
      rate: video.playbackRate,
      droppedFrames: quality.droppedVideoFrames,
      totalFrames: quality.totalVideoFrames,
      firstFrame: this.#firstFrameMs / 1000,
      stalls: this.#stalls + (this.#stallStart ? 1 : 0),
      stalledSeconds: (this.#stalledMs + (this.#stallStart ? performance.now() - this.#stallStart : 0)) / 1000,
      errors: [...this.#errors],
    };
  }

  #live(): boolean {
    return this.hls?.latestLevelDetails?.live ?? false;
  }

  /** Loads what was not to be loaded before somebody plays it. */
  #begin(): void {
    if (this.#autoplay) return;
    this.#autoplay = true;
    this.hls?.startLoad(-1);
  }

  /** Opens the source, by hls.js where it runs, else by the browser's own player. */
  #show(startPosition = -1): void {
    if (Hls.isSupported()) this.#open(startPosition);
    else if (this.video.canPlayType('application/vnd.apple.mpegurl')) void this.#openNative();
    else this.#become('failed');
  }

  #open(startPosition: number): void {
    this.#close();
    const hls = new Hls({ ...config, startPosition, autoStartLoad: this.#autoplay });
    this.#finishTries = 0;
    this.hls = hls;
    hls.on(Events.MANIFEST_PARSED, () => {
      this.#retryDelay = retryFirst;
      const rungs = hls.levels.map((l) => ({ id: this.#name(l), width: l.width, height: l.height, bitrate: l.bitrate }));
      this.renditions.replace(rungs.every((r) => r.width && r.height) ? rungs : []);
      this.#become('playing');
      if (this.#autoplay) this.#play();
    });
    hls.on(Events.LEVEL_UPDATED, (_, { details }) => {
      this.#wasLive ||= details.live;
      this.#reaches(details.live && details.totalduration > rewindFrom);
      // What a stall adds to the latency that is aimed at: by itself a second, which is more than three short parts.
      hls.config.liveSyncOnStallIncrease = details.partTarget || 1;
    });
    hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.#listen(hls));
    hls.on(Events.AUDIO_TRACK_SWITCHED, (_, { id }) => (this.audioTracks.enabled = id));
    hls.on(Events.ERROR, (_, data) => this.#failed(data));
    // As far back as the stream can be rewound, if it can. An address with a query of its own may be signed as it is.
    const { playlist, state } = this.source!;
    hls.loadSource(state && !playlist.includes('?') ? `${playlist}?dvr=1` : playlist);
    hls.attachMedia(this.video);
  }

  /** The audio tracks, of which the viewer's choice holds when the stream is opened again. */
  #listen(hls: Hls): void {
    const tracks = hls.audioTracks.map((t) => ({ label: t.name || t.lang || 'Sound', language: t.lang ?? '', main: !!t.default }));
    this.audioTracks.replace(tracks, (index) => {
      this.#audio = tracks[index]!.label;
      hls.audioTrack = index;
    });
    const chosen = tracks.findIndex((t) => t.label === this.#audio);
    if (chosen >= 0) hls.audioTrack = chosen;
    this.audioTracks.enabled = hls.audioTrack;
  }

  /** Plays, unless the browser refuses. */
  #play(): void {
    this.video.play().catch(() => this.dispatchEvent(new Event('refused')));
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.hls?.destroy();
    this.hls = null;
  }

  async #openNative(): Promise<void> {
    const { source } = this;
    const missing = await this.#missing();
    if (source !== this.source) return;
    if (missing) return this.#lost(missing);
    this.#retryDelay = retryFirst;
    this.video.src = source!.playlist;
    this.#become('playing');
    if (this.#autoplay) this.#play();
  }

  /** Why the playlist cannot be had; null if it can. */
  async #missing(): Promise<Absence | null> {
    try {
      const response = await fetch(this.source!.playlist, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
      return response.ok ? null : absent(response.status);
    } catch {
      return 'unreachable';
    }
  }

  /**
   * In a gap hls.js gives up the rung that the viewer has chosen, to look for it in another one. Some time after the last gap
   * the choice holds again, later each time that this leads to a gap at once.
   */
  #chooseAgain(): void {
    const now = performance.now();
    if (!this.#gapAt || now - this.#gapAt < this.#choiceDelay) return;
    this.#gapAt = 0;
    this.#chosenAgain = now;
    this.#choose();
  }

  #gap(): void {
    const now = performance.now();
    if (!this.#gapAt) {
      const inVain = now - this.#chosenAgain < choiceFirst;
      this.#choiceDelay = inVain ? Math.min(this.#choiceDelay * 2, choiceMost) : choiceFirst;
    }
    this.#gapAt = now;
  }

  #failed(data: ErrorData): void {
    if (data.details === ErrorDetails.FRAG_GAP) {
      if (data.frag?.type === PlaylistLevelType.MAIN) this.#gap();
      return;
    }
    const why = data.details === ErrorDetails.BUFFER_STALLED_ERROR ? ` ${loading(this.hls)}` : '';
    this.#errors.push(`${new Date().toISOString()} ${data.fatal ? 'fatal ' : ''}${data.details}: ${data.error?.message ?? data.reason ?? ''}${why}`);
    this.#errors.splice(0, this.#errors.length - 20);
    this.dispatchEvent(new CustomEvent('problem', { detail: { fatal: data.fatal, details: data.details } }));
    if (!data.fatal) return;
    if (data.type === ErrorTypes.MEDIA_ERROR) {
      this.#recover();
    } else if (data.response?.code === 403 || data.response?.code === 404 || data.details === ErrorDetails.MANIFEST_LOAD_ERROR) {
      this.#lost(absent(data.response?.code));
    } else if (data.type === ErrorTypes.NETWORK_ERROR) {
      this.#lost('unreachable');
    } else {
      this.#lost('failed');
    }
  }

  /** Three tries in half a minute, each stronger: hls.js's own recovery, the same with codecs swapped, all anew. */
  #recover(): void {
    const now = performance.now();
    this.#mediaErrors = [...this.#mediaErrors.filter((t) => now - t < 30_000), now];
    switch (this.#mediaErrors.length) {
      case 1:
        this.hls?.recoverMediaError();
        break;
      case 2:
        this.hls?.swapAudioCodec();
        this.hls?.recoverMediaError();
        break;
      case 3:
        this.#lost('failed');
        break;
      default: // the timer of the third is running
    }
  }

  /** Gives up what was open and tries again later, less and less often. */
  #lost(state: Absence): void {
    const { source } = this;
    const at = this.#live() ? -1 : this.video.currentTime || -1;
    this.#close();
    this.#become(state);
    const reopen = async () => {
      const missing = await this.#missing(); // hls.js would log each 404 as an error
      if (source !== this.source) return;
      if (missing) this.#lost(missing);
      else this.#show(at);
    };
    this.#retry = setTimeout(() => void reopen(), this.#retryDelay);
    // A stream that is not there yet may start any moment; a server that is down is asked less often.
    if (state !== 'offline' && state !== 'starting') this.#retryDelay = Math.min(this.#retryDelay * 1.5, retryMost);
  }

  /** Waits, by its playlists alone, for a live stream that has ended to be live again. */
  async #ended(): Promise<void> {
    const source = this.source!;
    const still = () => this.state === 'ended' && source === this.source; // else the viewer plays it again, or something else
    this.#become('ended');
    if (!this.#wasLive && !source.state) return;
    while (still()) {
      const live = await goesOn(source.playlist);
      if (!still()) return;
      if (live) return this.#show();
      await new Promise((resolve) => (this.#retry = setTimeout(resolve, retryFirst))); // for ever if the timer is cleared
    }
  }

  #become(state: State): void {
    if (state === this.state) return;
    this.state = state;
    if (state !== 'playing') this.#stallStart = 0;
    this.dispatchEvent(new Event('statechange'));
  }

  #resumed(): void {
    if (Number.isNaN(this.#firstFrameMs)) {
      this.#firstFrameMs = performance.now() - this.#loadedAt;
      performance.mark('millrace-first-picture'); // counts from when the page was opened
    }
    if (this.#stallStart) {
      this.#stalls++;
      this.#stalledMs += performance.now() - this.#stallStart;
      this.#stallStart = 0;
    }
    if (this.state === 'ended') {
      clearTimeout(this.#retry);
      this.#become('playing');
    }
  }

  #reaches(back: boolean): void {
    if (back === this.rewindable) return;
    this.rewindable = back;
    this.dispatchEvent(new Event('rewindchange'));
  }

  #choose(): void {
    const { hls } = this;
    const index = this.renditions.selectedIndex;
    if (!hls || index >= hls.levels.length) return;
    const manual = hls.autoLevelEnabled ? -1 : hls.manualLevel;
    if (manual !== index) hls.nextLevel = index; // at the next fragment, so that nothing is seen twice
  }

  /** hls.js catches up by playing faster within a range; beyond it, it takes the viewer for one who went back. */
  #catchUp(): void {
    const { hls, video } = this;
    const details = hls?.latestLevelDetails;
    if (!hls || !details?.live || video.paused || video.seeking || this.#behindByChoice) return;
    const target = hls.targetLatency ?? 0;
    if (hls.latency > 2 * target + details.targetduration && hls.liveSyncPosition! > video.currentTime) this.goLive();
  }

  /**
   * When the playlist ends together with its last part, hls.js takes the last segment for loaded (it compares segments
   * once there are no parts to come) and would wait for ever. Loading anew from the playhead makes it look again.
   */
  #finish(): void {
    const { hls, video } = this;
    const details = hls?.latestLevelDetails;
    const end = video.currentTime + ahead(video);
    const stuck = details && !details.live && !video.ended && !video.seeking && end < details.edge - 0.05 && end === this.#finishAt;
    this.#finishAt = end;
    if (!stuck || details.edge - video.currentTime > 10 || this.#finishTries >= 5) return;
    this.#finishTries++;
    hls!.stopLoad();
    hls!.startLoad(video.currentTime);
  }

  /** The rung's name: the playlist's own, else the folder or file its media playlist is in. */
  #name(level: Level): string {
    const given = level.name ?? level.attrs['STABLE-VARIANT-ID'];
    const path = new URL(level.uri).pathname;
    const base = new URL('.', this.source!.playlist).pathname;
    const first = path.startsWith(base) ? path.slice(base.length).split('/')[0]!.replace(/\.m3u8$/, '') : '';
    const name = given || first || `${Math.min(level.width, level.height)}p`;
    return name.replace(/[^A-Za-z0-9_-]/g, '_');
  }
}

/** What it means that the multivariant playlist could not be had. The origin says 503 until there is something in it. */
function absent(status: number | undefined): Absence {
  switch (status) {
    case 404:
      return 'offline';
    case 503:
      return 'starting';
    case 401:
    case 403:
      return 'denied';
    default:
      return 'unreachable';
  }
}

/** What hls.js does about picture and sound while playback stands still, by what it keeps for itself: it has been seen to do nothing for seconds. */
function loading(hls: Hls | null): string {
  const controllers = (hls ?? {}) as { streamController?: Record<string, unknown>; audioStreamController?: Record<string, unknown> };
  const told = [controllers.streamController, controllers.audioStreamController].map((controller) => {
    const { state, startFragRequested, loadingParts, fragPrevious, nextLoadPosition } = controller ?? {};
    return { state, startFragRequested, loadingParts, previous: (fragPrevious as { sn?: unknown } | null | undefined)?.sn, nextLoadPosition };
  });
  const details = hls?.latestLevelDetails;
  return JSON.stringify({ picture: told[0], sound: told[1], listed: details?.partEnd, age: details?.age });
}

function best(a: Level, b: Level): number {
  return b.height - a.height || b.bitrate - a.bitrate;
}

/** Seconds of media from the playhead to the end of the range it is in. */
function ahead(video: HTMLVideoElement): number {
  const { buffered, currentTime } = video;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.1 && currentTime <= buffered.end(i)) return buffered.end(i) - currentTime;
  }
  return 0;
}
