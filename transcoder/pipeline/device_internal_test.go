package pipeline

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/asticode/go-astiav"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
)

// The filter graphs of the GPU path parse, with the options that they set, whether or not there is a GPU.
func TestDevice_scaleFilter(t *testing.T) {
	require.Equal(t, "scale=w=640:h=360:flags=bicubic,format=pix_fmts=yuv420p", (&device{}).scaleFilter(astiav.PixelFormatYuv422P, ofSize(640, 360)))
	require.Equal(t, "scale=w=640:h=360:flags=bicubic,format=pix_fmts=yuvj420p", (&device{}).scaleFilter(astiav.PixelFormatYuvj420P, ofSize(640, 360)))

	gpu := &device{encoder: EncoderNVENC, hardware: &astiav.HardwareDeviceContext{}}
	for _, format := range []astiav.PixelFormat{astiav.PixelFormatCuda, astiav.PixelFormatYuv444P} {
		if astiav.FindFilterByName("scale_cuda") == nil {
			t.Skip("this libav has no scale_cuda")
		}
		graph := astiav.AllocFilterGraph()
		segment, err := graph.ParseSegment(gpu.scaleFilter(format, ofSize(640, 360)))
		require.NoError(t, err)
		segment.Free()
		graph.Free()
	}
}

// What NVDEC does not take is decoded by libav, and never by another kind of hardware.
func TestChoosePixelFormat(t *testing.T) {
	for _, test := range []struct {
		offered []astiav.PixelFormat
		want    astiav.PixelFormat
	}{
		{[]astiav.PixelFormat{astiav.PixelFormatVdpau, astiav.PixelFormatCuda, astiav.PixelFormatYuv420P}, astiav.PixelFormatCuda},
		{[]astiav.PixelFormat{astiav.PixelFormatVaapi, astiav.PixelFormatVdpau, astiav.PixelFormatYuv422P}, astiav.PixelFormatYuv422P},
		{[]astiav.PixelFormat{astiav.PixelFormatVaapi}, astiav.PixelFormatNone},
	} {
		require.Equal(t, test.want, choosePixelFormat(test.offered))
	}
}

// What is downloaded from a GPU is NV12. x264 makes the very bytes of it that it makes of planar pictures, parameter sets
// included, so that players notice nothing when a stream moves between the two.
func TestEncoder_nv12(t *testing.T) {
	dev := &device{encoder: EncoderX264}
	for _, full := range []bool{false, true} {
		pictures, err := movingPictures(dev, ofSize(320, 180))
		require.NoError(t, err)
		encode := func(toNV12 bool) (units [][]byte) {
			var e *encoder
			var convert *filter
			for i, f := range pictures {
				f = f.Clone()
				if full {
					f.SetColorRange(astiav.ColorRangeJpeg)
				}
				if toNV12 {
					if convert == nil {
						convert, err = newFilter(dev, f, "format=pix_fmts=nv12")
						require.NoError(t, err)
					}
					g, err := convert.apply(f)
					require.NoError(t, err)
					f.Free()
					f = g
					require.Equal(t, astiav.PixelFormatNv12, f.PixelFormat())
				} else if full {
					f.SetPixelFormat(astiav.PixelFormatYuvj420P)
				}
				if e == nil {
					e, err = newEncoder(dev, encoding{Rendition: media.Rendition{Width: 320, Height: 180, Bitrate: 300_000}, rate: media.Rational{Num: 30, Den: 1}, cores: 1},
						f, colours{astiav.ColorPrimariesBt709, astiav.ColorTransferCharacteristicBt709}, astiav.NewRational(1, 1))
					require.NoError(t, err)
				}
				require.NoError(t, e.encode(f, i == 0, func(a access) error { units = append(units, a.data); return nil }))
				f.Free()
			}
			e.close()
			convert.close()
			return units
		}
		planar := encode(false)
		require.Len(t, planar, len(pictures))
		require.Equal(t, planar, encode(true), "full range: %t", full)
		for _, f := range pictures {
			f.Free()
		}
	}
}

// Pictures that x264 cannot take where they are are brought to it, once each, and that changes nothing of what comes out.
// (Here from planar to NV12, since there may be no GPU.)
func TestSession_download(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 3, BFrames: 1})
	cfg := Config{Source: source.Format}
	for i, size := range [][2]int{{640, 360}, {320, 180}, {160, 90}} {
		cfg.Ladder = append(cfg.Ladder, Rung{
			Rendition: media.Rendition{Name: fmt.Sprint(i), Width: size[0], Height: size[1], Bitrate: 300_000},
			First:     media.PartID{Part: 2 - i}, // the larger ones are only scaled at first
		})
	}
	run := func(download string) partLog {
		out := partLog{}
		s, err := New(cfg, out)
		require.NoError(t, err)
		defer s.Close()
		s.dev.download = download
		for _, p := range source.Parts {
			require.NoError(t, s.Part(p))
		}
		require.NoError(t, s.Finish())
		for _, r := range s.rungs {
			require.Equal(t, download != "", r.download != nil)
		}
		return out
	}
	plain := run("")
	require.Len(t, plain[2], len(source.Parts))
	require.Len(t, plain[0], len(source.Parts)-2)
	require.Equal(t, plain, run("format=pix_fmts=nv12"))

	s, err := New(cfg, partLog{})
	require.NoError(t, err)
	s.dev.download = "hwdownload" // of what is no GPU's
	for i := 0; i < len(source.Parts) && err == nil; i++ {
		err = s.Part(source.Parts[i])
	}
	if err == nil {
		err = s.Finish()
	}
	require.Error(t, err)
	require.NotErrorIs(t, err, ErrSource, "the session ends, and the source is not blamed")
	s.Close()
}

// partLog keeps each rung's parts.
type partLog map[int][]media.Part

func (partLog) Init(int, []byte)                               {}
func (l partLog) Part(rung int, p media.Part, _ time.Duration) { l[rung] = append(l[rung], p) }

// A GPU that fails is not the source's fault, and in main memory nothing is the GPU's.
func TestDevice_fault(t *testing.T) {
	onGPU := &device{hardware: &astiav.HardwareDeviceContext{}}
	for _, err := range []error{astiav.ErrExternal, astiav.Error(-int(syscall.ENOMEM))} {
		require.Equal(t, ErrGPU, onGPU.fault(fmt.Errorf("decode: %w", err)))
		require.Equal(t, ErrSource, (&device{}).fault(err))
	}
	require.Equal(t, ErrSource, onGPU.fault(astiav.ErrInvaliddata))
}

func TestDevice_turnFilter(t *testing.T) {
	d := &device{}
	for _, test := range []struct {
		turns  int
		mirror bool
		format astiav.PixelFormat
		want   string
	}{
		{0, false, astiav.PixelFormatCuda, ""},
		{1, false, astiav.PixelFormatYuv420P, "transpose=dir=clock"},
		{2, false, astiav.PixelFormatYuv420P, "hflip,vflip"},
		{3, true, astiav.PixelFormatYuv420P, "hflip,transpose=dir=cclock"},
		{0, true, astiav.PixelFormatCuda, "hwdownload,format=pix_fmts=nv12|p010le,hflip"},
	} {
		require.Equal(t, test.want, d.turnFilter(test.format, media.NewOrientation(test.turns, test.mirror)))
	}
}
