// Plays one stream: hls.js on a video element, kept alive whatever happens to the stream or the network.

import Hls, { ErrorDetails, ErrorTypes, Events, type ErrorData, type HlsConfig, type Level, PlaylistLevelType } from 'hls.js';
import { get, type Stream } from './api';
import { signed } from './name';
import { RenditionList } from './renditions';

/**
 * loading: nothing to show yet. playing: media is attached (it may be paused or buffering). offline: there is no such
 * stream. starting: there is, but nothing to play yet. unreachable: the server does not answer. ended: the stream ended and was played to its end. failed: the
 * browser cannot play it. In all but playing and failed the player tries again by itself.
 */
export type State = 'loading' | 'playing' | 'offline' | 'starting' | 'unreachable' | 'ended' | 'failed';

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
  stalls: number; // since the page was opened
  stalledSeconds: number;
  errors: string[]; // the latest, at most 20
}

type MillVideo = HTMLVideoElement & { videoRenditions: RenditionList };

const config: Partial<HlsConfig> = {
  lowLatencyMode: true, // stays PART-HOLD-BACK behind the live edge
  maxLiveSyncPlaybackRate: 1.15, // catches up gently after a stall
  liveDurationInfinity: true,
  enableWorker: false, // fMP4 needs no transmuxing
  backBufferLength: 30,
  abrEwmaDefaultEstimate: 3_000_000,
  capLevelToPlayerSize: true, // automatic choice only
};

const rewindFrom = 45; // seconds: shorter playlists are for live viewers, and nothing to go back in
const choiceFirst = 5000; // ms without a gap until a rung that had gaps is tried again
const choiceMost = 60_000;
const retryFirst = 2000;
const retryMost = 10_000;

export class Player extends EventTarget {
  readonly video: MillVideo;
  readonly renditions = new RenditionList();
  readonly url: string;
  hls: Hls | null = null;
  state: State = 'loading';
  rewindable = false; // a live stream in which one can go back


  #stream: string;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryDelay = retryFirst;
  #mediaErrors: number[] = []; // when, in ms
  #errors: string[] = [];
  #behindByChoice = false;
  #stallStart = 0;
  #stalls = 0;
  #stalledMs = 0;
  #finishAt = -1; // how far the buffer reached when #finish last looked
  #finishTries = 0;
  #gapAt = 0; // when the last gap was met, in ms; 0 once the viewer's choice holds again
  #choiceDelay = choiceFirst;
  #chosenAgain = -Infinity; // when, in ms
  #endedStart = ''; // start time of the stream that ended

  constructor(stream: string) {
    super();
    this.#stream = stream;
    this.url = `${signed()}/hls/${encodeURIComponent(stream)}/index.m3u8`;
    const video = document.createElement('video') as MillVideo;
    video.playsInline = true;
    video.muted = true;
    video.autoplay = true;
    video.videoRenditions = this.renditions;
    Object.defineProperty(video, 'liveEdgeStart', { get: () => (this.#live() ? (this.hls?.liveSyncPosition ?? NaN) - 2 : undefined) });
    this.video = video;

    this.renditions.addEventListener('change', () => this.#choose());
    video.addEventListener('playing', () => this.#resumed());
    video.addEventListener('waiting', () => {
      if (!video.seeking && video.currentTime > 0 && !this.#stallStart) this.#stallStart = performance.now();
    });
    video.addEventListener('ended', () => void this.#ended());
    video.addEventListener('error', () => {
      if (!this.hls) this.#lost('unreachable'); // native playback; hls.js handles its own
    });
    setInterval(() => {
      this.#catchUp();
      this.#chooseAgain();
      this.#finish();
    }, 500);
  }

  /** Starts to play. Called once. */
  start(): void {
    if (Hls.isSupported()) this.#open();
    else if (this.video.canPlayType('application/vnd.apple.mpegurl')) void this.#openNative();
    else this.#become('failed');
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
      stalls: this.#stalls + (this.#stallStart ? 1 : 0),
      stalledSeconds: (this.#stalledMs + (this.#stallStart ? performance.now() - this.#stallStart : 0)) / 1000,
      errors: [...this.#errors],
    };
  }

  #live(): boolean {
    return this.hls?.latestLevelDetails?.live ?? false;
  }

  #open(startPosition = -1): void {
    this.#close();
    const hls = new Hls({ ...config, startPosition });
    this.#finishTries = 0;
    this.hls = hls;
    hls.on(Events.MANIFEST_PARSED, () => {
      this.#retryDelay = retryFirst;
      const rungs = hls.levels.map((l) => ({ id: this.#name(l), width: l.width, height: l.height, bitrate: l.bitrate }));
      this.renditions.replace(rungs.every((r) => r.width && r.height) ? rungs : []);
      this.#become('playing');
      void this.video.play().catch(() => {}); // refused: the play button is there
    });
    hls.on(Events.LEVEL_UPDATED, (_, { details }) => this.#reaches(details.live && details.totalduration > rewindFrom));
    hls.on(Events.ERROR, (_, data) => this.#failed(data));
    hls.loadSource(`${this.url}?dvr=1`); // as far back as the stream can be rewound, if it can
    hls.attachMedia(this.video);
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.hls?.destroy();
    this.hls = null;
  }

  async #openNative(): Promise<void> {
    try {
      const response = await fetch(this.url, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
      if (!response.ok) return this.#lost(absent(response.status));
    } catch {
      return this.#lost('unreachable');
    }
    this.#retryDelay = retryFirst;
    this.video.src = this.url;
    this.#become('playing');
    void this.video.play().catch(() => {});
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
    this.#errors.push(`${new Date().toISOString()} ${data.fatal ? 'fatal ' : ''}${data.details}: ${data.error?.message ?? data.reason ?? ''}`);
    this.#errors.splice(0, this.#errors.length - 20);
    if (!data.fatal) return;
    if (data.type === ErrorTypes.MEDIA_ERROR) {
      this.#recover();
    } else if (data.response?.code === 404 || data.details === ErrorDetails.MANIFEST_LOAD_ERROR) {
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
  #lost(state: 'offline' | 'starting' | 'unreachable' | 'failed'): void {
    const at = this.#live() ? -1 : this.video.currentTime || -1;
    this.#close();
    this.#become(state);
    const reopen = async () => {
      // hls.js would log each 404 as an error: ask for the playlist first.
      try {
        const response = await fetch(this.url, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
        if (!response.ok) return this.#lost(absent(response.status));
      } catch {
        return this.#lost('unreachable');
      }
      if (Hls.isSupported()) this.#open(at);
      else await this.#openNative();
    };
    this.#retry = setTimeout(() => void reopen(), this.#retryDelay);
    // A stream that is not there yet may start any moment; a server that is down is asked less often.
    if (state === 'unreachable' || state === 'failed') this.#retryDelay = Math.min(this.#retryDelay * 1.5, retryMost);
  }

  async #ended(): Promise<void> {
    this.#become('ended');
    const known = await get<Stream>(`/streams/${encodeURIComponent(this.#stream)}`).catch(() => null);
    this.#endedStart = known?.started_at ?? '';
    const watch = async () => {
      if (this.state !== 'ended') return; // the viewer plays it again
      const now = await get<Stream>(`/streams/${encodeURIComponent(this.#stream)}`).catch(() => null);
      if (now?.state === 'live' && now.started_at !== this.#endedStart) {
        if (Hls.isSupported()) this.#open();
        else await this.#openNative();
        return;
      }
      this.#retry = setTimeout(() => void watch(), retryFirst);
    };
    if (known?.state === 'live') this.#endedStart = ''; // it is back already
    await watch();
  }

  #become(state: State): void {
    if (state === this.state) return;
    this.state = state;
    if (state !== 'playing') this.#stallStart = 0;
    this.dispatchEvent(new Event('statechange'));
  }

  #resumed(): void {
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
    const path = new URL(level.uri, location.href).pathname;
    const base = new URL('.', new URL(this.url, location.href)).pathname;
    const first = path.startsWith(base) ? path.slice(base.length).split('/')[0]!.replace(/\.m3u8$/, '') : '';
    const name = given || first || `${Math.min(level.width, level.height)}p`;
    return name.replace(/[^A-Za-z0-9_-]/g, '_');
  }
}

/** What it means that the multivariant playlist could not be had. The origin says 503 until there is something in it. */
function absent(status: number | undefined): 'offline' | 'starting' | 'unreachable' {
  return status === 404 ? 'offline' : status === 503 ? 'starting' : 'unreachable';
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
