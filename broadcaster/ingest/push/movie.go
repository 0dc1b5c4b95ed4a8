package push

import (
	"errors"
	"fmt"
	"io"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// readMP4 takes fragmented MP4. Its moov, if it has one, holds for the bodies behind it too.
func (t *tracks) readMP4(d *fmp4.Demuxer) error {
	for {
		u, err := d.Next()
		if m := d.Movie(); m != nil && m != t.told {
			if err := t.takeMovie(m); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case u.Track == firstTrack(t.movie, kindVideo):
			if err := t.sample(u); err != nil {
				return err
			}
		case u.Track == firstTrack(t.movie, kindAudio):
			if err := t.frameOfSound(u.PTS, u.Data); err != nil {
				return err
			}
		}
	}
}

// sample takes a picture.
func (t *tracks) sample(u fmp4.Unit) error {
	if c := u.Track.Video.Codec; c != media.CodecH264 {
		return t.packet(c, stamp{pts: u.PTS, dts: u.DTS}, u.Data)
	}
	payload, err := h264.Widen(u.Data, u.Track.LengthSize)
	if err != nil {
		t.drop(err)
		return nil
	}
	return t.picture(stamp{pts: u.PTS, dts: u.DTS}, payload)
}

// takeMovie announces the formats of a moov, or refuses it.
func (t *tracks) takeMovie(m *fmp4.Movie) error {
	for _, track := range m.Tracks {
		kind := kindOf(track)
		switch {
		case track.Err != nil && firstTrack(m, kind) == nil:
			return fmt.Errorf("%w: %w", ingest.ErrUnsupported, track.Err)
		case track.Video == nil && track.Audio == nil && kind != "" && firstTrack(m, kind) == nil:
			return unsupported(track.Kind)
		}
	}
	t.movie, t.told = m, m
	if v := firstTrack(m, kindVideo); v != nil {
		t.turned = v.Video.Orientation
		var err error
		if v.Video.Codec == media.CodecH264 {
			err = t.videoFormat(*v.Video)
		} else {
			err = t.header(v.Video.Codec, v.Record)
		}
		if err != nil {
			return err
		}
	}
	if a := firstTrack(m, kindAudio); a != nil {
		return t.audioFormat(*a.Audio)
	}
	return nil
}

// firstTrack is the first track of a kind that is carried; nil if there is none.
func firstTrack(m *fmp4.Movie, kind string) *fmp4.MovieTrack {
	for i := range m.Tracks {
		if t := &m.Tracks[i]; kind == kindVideo && t.Video != nil || kind == kindAudio && t.Audio != nil {
			return t
		}
	}
	return nil
}

// kindOf says what a sample entry describes: video, audio or something else.
func kindOf(t fmp4.MovieTrack) string {
	switch t.Kind {
	case "avc1", "avc3", "hvc1", "hev1", "av01", "vp08", "vp09", "vvc1", "mp4v", "dvh1", "dvhe":
		return kindVideo
	case "mp4a", "Opus", "ac-3", "ec-3", "fLaC", ".mp3", "alac":
		return kindAudio
	default:
		return ""
	}
}
