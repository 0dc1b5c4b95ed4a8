package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/millrace/millrace/pkg/flv"
)

// The picture that is published.
const (
	clipWidth  = 1920
	clipHeight = 1080
	clipRate   = 30
	clipGOP    = 2 * clipRate
)

// clip is what is published.
type clip struct {
	File    string  `json:"file"`
	What    string  `json:"what"`
	Frames  int     `json:"frames"`
	Seconds float64 `json:"seconds"`
	Kbits   int     `json:"video_kbit_s"`
	BFrames int     `json:"b_frames"`
}

// picture is a landscape of five octaves of noise, larger than the frame, over which a camera wanders; a test picture
// with sharp edges moves across it, and every frame has its own grain, as a sensor's would.
const picture = "color=gray:s=2560x1440:r=30,format=yuv444p,noise=all_seed=7:alls=100," +
	"geq=lum='clip(128+3*((p(X/40,Y/40)-128)*0.46+(p(X/17+600,Y/17)-128)*0.26+(p(X/8,Y/8+400)-128)*0.15+(p(X/4+900,Y/4+100)-128)*0.08+(p(X/2,Y/2)-128)*0.05),16,235)'" +
	":cb='clip(128+0.35*(p(X/60+300,Y/60)-128),16,240)':cr='clip(128+0.35*(p(X/60,Y/60+200)-128),16,240)'," +
	"format=yuv420p,trim=end_frame=1,loop=loop=-1:size=1,setpts=N/30/TB," +
	"crop=1920:1080:x='320+300*sin(t*0.61)+15*sin(t*5.1)':y='180+170*sin(t*0.43)',noise=c0s=5:c0f=t[land];" +
	"testsrc2=s=480x270:r=30[test];" +
	"[land][test]overlay=x='720+700*sin(t*0.9)':y='400+390*cos(t*0.7)':shortest=1,format=yuv420p[v]"

// clipArgs is FFmpeg's command line for a clip, up to the output.
func clipArgs(seconds, bframes int) []string {
	return []string{
		"-v", "error", "-nostdin", "-y",
		"-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000:duration=" + strconv.Itoa(seconds), "-filter_complex", picture,
		"-map", "[v]", "-map", "0:a", "-frames:v", strconv.Itoa(seconds * clipRate),
		"-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-b:v", "5500k", "-maxrate", "6000k", "-bufsize", "6000k",
		"-g", strconv.Itoa(clipGOP), "-keyint_min", strconv.Itoa(clipGOP), "-sc_threshold", "0", "-flags", "+cgop", "-bf", strconv.Itoa(bframes),
		"-c:a", "aac", "-ac", "2", "-b:a", "128k", "-f", "flv",
	}
}

// prepareClip makes the clip, once for each command line, in the user's cache directory.
func (b *bench) prepareClip(ctx context.Context) (clip, error) {
	c := clip{File: b.clip, What: "given: " + filepath.Base(b.clip)}
	if b.clip == "" {
		args := clipArgs(b.seconds, b.bframes)
		sum := sha256.Sum256(fmt.Appendf(nil, "%q", args))
		cache, err := os.UserCacheDir()
		if err != nil {
			cache = os.TempDir()
		}
		dir := filepath.Join(cache, "millrace", "bench")
		c.File = filepath.Join(dir, hex.EncodeToString(sum[:8])+".flv")
		c.What = "generated: wandering camera over a noise landscape, moving test picture, grain; x264 High, 2 s GOP, AAC"
		if _, err := os.Stat(c.File); errors.Is(err, os.ErrNotExist) {
			b.say("making a clip of %d s, once", b.seconds)
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return c, err
			}
			// The clip appears whole or not at all.
			half := c.File + ".part"
			if out, err := exec.CommandContext(ctx, "ffmpeg", append(args, half)...).CombinedOutput(); err != nil {
				return c, fmt.Errorf("make the clip: %w\n%s", err, out)
			}
			if err := os.Rename(half, c.File); err != nil {
				return c, err
			}
		}
	}
	if err := c.count(); err != nil {
		return c, fmt.Errorf("%s: %w", c.File, err)
	}
	b.say("clip: %d frames, %d kbit/s, %s", c.Frames, c.Kbits, c.File)
	return c, nil
}

// count reads the clip.
func (c *clip) count() error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := flv.NewReader(f)
	if err != nil {
		return err
	}
	var bytes int64
	for {
		tag, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		v, ok := videoFrame(tag)
		if !ok {
			continue
		}
		c.Frames++
		bytes += int64(len(v.Data))
		if v.CompositionTime > 0 {
			c.BFrames = max(c.BFrames, 1)
		}
	}
	if c.Frames == 0 {
		return errors.New("no video frame")
	}
	c.Seconds = float64(c.Frames) / clipRate
	c.Kbits = int(float64(8*bytes) / c.Seconds / 1000)
	return nil
}

// videoFrame says whether a tag holds a frame of video.
func videoFrame(tag flv.Tag) (flv.Video, bool) {
	if tag.Type != flv.TagVideo {
		return flv.Video{}, false
	}
	v, err := flv.ParseVideo(tag.Data)
	return v, err == nil && v.Packet == flv.PacketFrame
}
