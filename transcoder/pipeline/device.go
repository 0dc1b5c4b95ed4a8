package pipeline

import (
	"fmt"
	"strings"

	"github.com/asticode/go-astiav"
)

// Encoder names, as libav knows them.
const (
	EncoderX264  = "libx264"
	EncoderNVENC = "h264_nvenc"
)

// device is where a session's pictures live and what works on them there: main memory with swscale and x264, or a
// GPU's memory with NVDEC, scale_cuda and NVENC, where a picture never leaves the GPU.
type device struct {
	encoder  string                        // EncoderX264 or EncoderNVENC
	hardware *astiav.HardwareDeviceContext // nil: main memory
}

// openDevice opens the device that an encoder works on.
func openDevice(encoder string) (*device, error) {
	switch encoder {
	case EncoderX264:
		return &device{encoder: encoder}, nil
	case EncoderNVENC:
		hw, err := astiav.CreateHardwareDeviceContext(astiav.HardwareDeviceTypeCUDA, "", nil, 0)
		if err != nil {
			return nil, fmt.Errorf("open the CUDA device: %w", err)
		}
		return &device{encoder: encoder, hardware: hw}, nil
	default:
		return nil, fmt.Errorf("encoder %q: use %s or %s", encoder, EncoderX264, EncoderNVENC)
	}
}

func (d *device) close() {
	if d.hardware != nil {
		d.hardware.Free()
	}
}

// attach makes a decoder decode on the device. Video that NVDEC cannot take (4:2:2, say) is decoded in main memory
// instead, and the first scaler uploads it.
func (d *device) attach(dec *astiav.CodecContext) {
	if d.hardware == nil {
		return
	}
	dec.SetHardwareDeviceContext(d.hardware)
	dec.SetExtraHardwareFrames(extraFrames)
	dec.SetPixelFormatCallback(func(offered []astiav.PixelFormat) astiav.PixelFormat {
		for _, pf := range offered {
			if pf == astiav.PixelFormatCuda {
				return pf
			}
		}
		for _, pf := range offered {
			if !strings.Contains(pf.String(), "vaapi") && !strings.Contains(pf.String(), "vdpau") {
				return pf
			}
		}
		return astiav.PixelFormatNone
	})
}

// detach undoes attach, before the decoder is freed.
func (d *device) detach(dec *astiav.CodecContext) {
	if d.hardware != nil {
		dec.SetPixelFormatCallback(nil)
	}
}

// scaleFilter is the filter text that makes width x height, in the encoder's pixel format, out of pictures in
// format. Bicubic is what FFmpeg's own command line takes.
func (d *device) scaleFilter(format astiav.PixelFormat, width, height int) string {
	if d.hardware != nil {
		upload := ""
		if format != astiav.PixelFormatCuda {
			upload = "format=nv12,hwupload_cuda,"
		}
		return fmt.Sprintf("%sscale_cuda=w=%d:h=%d:format=nv12:interp_algo=bicubic", upload, width, height)
	}
	return fmt.Sprintf("scale=w=%d:h=%d:flags=bicubic,format=pix_fmts=%s", width, height, softwareFormat(format))
}

// passes says whether an encoder can take the picture as it is.
func (d *device) passes(f *astiav.Frame) bool {
	if d.hardware != nil {
		return false // a 10-bit picture looks no different; scale_cuda passes 8-bit ones of equal size through
	}
	return f.PixelFormat() == softwareFormat(f.PixelFormat())
}

// softwareFormat is the format that pictures are scaled and encoded in: 8-bit 4:2:0, which every player can
// decode. Full-range video keeps its range.
func softwareFormat(source astiav.PixelFormat) astiav.PixelFormat {
	if source == astiav.PixelFormatYuvj420P {
		return source
	}
	return astiav.PixelFormatYuv420P
}
