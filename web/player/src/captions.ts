// Captions in the video (CEA-608) of streams that come in parts.

import Hls, { type FragLoadingData, PlaylistLevelType } from 'hls.js';

interface Decoder {
  lastSn: number;
  lastPartIndex: number;
  onFragLoading(event: string, data: FragLoadingData): void;
}

const base = Hls.DefaultConfig.timelineController as unknown as new (hls: Hls) => Decoder;

/**
 * hls.js 1.7 forgets what the captions have written so far before each part but a segment's first, as if media were missing. Of
 * parts that follow one another nothing is.
 */
class TimelineController extends base {
  override onFragLoading(event: string, data: FragLoadingData): void {
    const { frag, part } = data;
    if (part && frag.type === PlaylistLevelType.MAIN && frag.sn === this.lastSn && part.index === this.lastPartIndex + 1) {
      this.lastPartIndex = part.index;
      return;
    }
    super.onFragLoading(event, data);
  }
}

export const timelineController = TimelineController as unknown as NonNullable<typeof Hls.DefaultConfig.timelineController>;
