package pipeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

// Encoder names, as libav knows them: they say where a session encodes, whichever codec. Beside x264 there are x265
// and libaom.
const (
	EncoderX264  = "libx264"
	EncoderNVENC = "h264_nvenc"
)

// ErrGPU says that the GPU is at fault, or is not there: without it the same bytes may well be transcoded.
var ErrGPU = errors.New("GPU")

// device is where a session's pictures live and what works on them there:
//
//   - main memory: libav's decoder, swscale, x264;
//   - a GPU and x264: NVDEC and scale_cuda in the GPU's memory, then each rung's picture is downloaded once;
//   - a GPU and NVENC: NVDEC, scale_cuda and NVENC, and no picture leaves the GPU.
//
// What is on the GPU runs in one stream there, in the order it was asked for. Pictures that NVDEC gives out are copies, so
// none of its surfaces is held while they wait; how many wait is bounded by the queues between the stages.
type device struct {
	encoder  string                        // EncoderX264 or EncoderNVENC
	hardware *astiav.HardwareDeviceContext // nil: main memory
	download string                        // filter text that brings a picture to x264; empty: it takes it where it is
}

// openDevice opens the device that an encoder works on, the first CUDA device if gpu is set or the encoder is NVENC.
func openDevice(encoder string, gpu bool) (*device, error) {
	switch encoder {
	case EncoderX264:
	case EncoderNVENC:
		gpu = true
	default:
		return nil, fmt.Errorf("encoder %q: use %s or %s", encoder, EncoderX264, EncoderNVENC)
	}
	d := &device{encoder: encoder}
	if gpu {
		var err error
		if d.hardware, err = astiav.CreateHardwareDeviceContext(astiav.HardwareDeviceTypeCUDA, "", nil, 0); err != nil {
			return nil, fmt.Errorf("%w: open the CUDA device: %w", ErrGPU, err)
		}
		if encoder == EncoderX264 {
			d.download = "hwdownload,format=pix_fmts=nv12"
		}
	}
	return d, nil
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
	dec.SetPixelFormatCallback(choosePixelFormat)
}

// choosePixelFormat takes CUDA where it is offered, and else what libav decodes itself. It is asked again, without CUDA,
// when NVDEC did not take the video.
func choosePixelFormat(offered []astiav.PixelFormat) astiav.PixelFormat {
	if slices.Contains(offered, astiav.PixelFormatCuda) {
		return astiav.PixelFormatCuda
	}
	for _, pf := range offered {
		if !pf.Descriptor().Flags().Has(astiav.PixelFormatDescriptorFlagHwAccel) {
			return pf
		}
	}
	return astiav.PixelFormatNone
}

// detach undoes attach, before the decoder is freed.
func (d *device) detach(dec *astiav.CodecContext) {
	if d.hardware != nil {
		dec.SetPixelFormatCallback(nil)
	}
}

// scaleFilter is the filter text that makes what e encodes, in the encoder's pixel format, out of pictures in
// format. In main memory bicubic is what FFmpeg's own command line takes. Of scale_cuda's algorithms only bilinear averages
// over what a smaller picture leaves out; with the others grain turns into aliasing (SSIM 0.94 instead of 0.99, measured
// with its formulas on 1080p to 720p).
func (d *device) scaleFilter(format astiav.PixelFormat, e encoding) string {
	width, height, crop := e.scaling()
	if d.hardware != nil {
		layout := gpuFormat(e)
		if crop != "" { // which nothing on the GPU does
			crop = fmt.Sprintf(",hwdownload,format=pix_fmts=%s%s,hwupload", layout, crop)
		}
		upload := ""
		if format != astiav.PixelFormatCuda {
			upload = fmt.Sprintf("format=pix_fmts=%s,hwupload,", layout)
		}
		return fmt.Sprintf("%sscale_cuda=w=%d:h=%d:format=%s:interp_algo=bilinear%s", upload, width, height, layout, crop)
	}
	to, keepRange := softwareFormat(format, e), ""
	if format == astiav.PixelFormatYuvj420P && to != format {
		keepRange = ":out_range=full" // the format's name does not say it any more
	}
	return fmt.Sprintf("scale=w=%d:h=%d:flags=bicubic%s%s,format=pix_fmts=%s", width, height, keepRange, crop, to)
}

// scaling is the size to scale to, and the filter text that cuts the rendition out of it.
func (e encoding) scaling() (width, height int, crop string) {
	if e.whole == [2]int{} {
		return e.Width, e.Height, ""
	}
	return e.whole[0], e.whole[1], fmt.Sprintf(",crop=w=%d:h=%d", e.Width, e.Height)
}

// gpuFormat is the layout of an encoding's pictures in a GPU's memory.
func gpuFormat(e encoding) string {
	if e.Depth() == 10 {
		return "p010le"
	}
	return "nv12"
}

// downloadFilter is the filter text that brings a picture to an encoder in main memory; empty where the encoder takes it as it is.
// x264 takes NV12, the others do not.
func (d *device) downloadFilter(e encoding) string {
	switch {
	case d.download == "" || e.Format() == media.CodecH264:
		return d.download
	case e.Depth() == 10:
		return "hwdownload,format=pix_fmts=p010le,format=pix_fmts=yuv420p10le"
	default:
		return d.download + ",format=pix_fmts=yuv420p"
	}
}

// deinterlaceFilter is the filter text that makes one progressive picture of each interlaced one in format. It looks one picture
// ahead.
func (d *device) deinterlaceFilter(format astiav.PixelFormat) string {
	const options = "=mode=send_frame:parity=auto:deint=interlaced"
	if format != astiav.PixelFormatCuda {
		return "bwdif" + options
	}
	if astiav.FindFilterByName("bwdif_cuda") != nil {
		return "bwdif_cuda" + options
	}
	return "hwdownload,format=pix_fmts=nv12,bwdif" + options // the scaler uploads it again
}

// turnFilter is the filter text that makes pictures in format upright; empty where they are. On a GPU it is done in main memory, and
// the scaler uploads them again.
func (d *device) turnFilter(format astiav.PixelFormat, o media.Orientation) string {
	if o == 0 {
		return ""
	}
	var steps []string
	if format == astiav.PixelFormatCuda {
		steps = append(steps, "hwdownload,format=pix_fmts=nv12|p010le")
	}
	if o.Mirrored() {
		steps = append(steps, "hflip")
	}
	if turn := []string{"", "transpose=dir=clock", "hflip,vflip", "transpose=dir=cclock"}[o.Turns()]; turn != "" {
		steps = append(steps, turn)
	}
	return strings.Join(steps, ",")
}

// toneMapFilter is scaleFilter for pictures of high dynamic range: they are scaled, and made what players show that know nothing
// of it. BT.709, as bright as the curve of Hable makes it from a white of 100 cd/m2. On a GPU it is done in main memory.
func (d *device) toneMapFilter(format astiav.PixelFormat, e encoding) string {
	width, height, crop := e.scaling()
	toneMap := strings.TrimPrefix(crop+",", ",") + "zscale=transfer=linear:npl=100,format=pix_fmts=gbrpf32le,zscale=primaries=bt709,tonemap=tonemap=hable:desat=0," +
		"zscale=transfer=bt709:matrix=bt709:range=limited"
	switch {
	case d.hardware == nil:
		return fmt.Sprintf("scale=w=%d:h=%d:flags=bicubic,%s,format=pix_fmts=yuv420p", width, height, toneMap)
	case format == astiav.PixelFormatCuda:
		return fmt.Sprintf("scale_cuda=w=%d:h=%d:format=p010le:interp_algo=bilinear,hwdownload,format=pix_fmts=p010le,%s,format=pix_fmts=nv12,hwupload",
			width, height, toneMap)
	default:
		return fmt.Sprintf("scale=w=%d:h=%d:flags=bicubic,%s,format=pix_fmts=nv12,hwupload", width, height, toneMap)
	}
}

// canToneMap says whether this libav has what toneMapFilter needs.
func canToneMap() bool {
	return astiav.FindFilterByName("zscale") != nil && astiav.FindFilterByName("tonemap") != nil
}

// fault tells whose fault it is that the decoder failed: ErrGPU or ErrSource.
func (d *device) fault(err error) error {
	if d.hardware != nil && (errors.Is(err, astiav.ErrExternal) || errors.Is(err, astiav.Error(-int(syscall.ENOMEM)))) {
		return ErrGPU
	}
	return ErrSource
}

// passes says whether an encoder can take the picture as it is.
func (d *device) passes(f *astiav.Frame, e encoding) bool {
	if d.hardware != nil {
		return false // a 10-bit picture looks no different; scale_cuda passes 8-bit ones of equal size through
	}
	return f.PixelFormat() == softwareFormat(f.PixelFormat(), e)
}

// softwareFormat is the format that pictures are scaled and encoded in: 8-bit 4:2:0, which every player can
// decode, or 10-bit where that is asked for. Full-range video keeps its range.
func softwareFormat(source astiav.PixelFormat, e encoding) astiav.PixelFormat {
	switch {
	case e.Depth() == 10:
		return astiav.PixelFormatYuv420P10Le
	case source == astiav.PixelFormatYuvj420P && e.Format() != media.CodecAV1: // which libaom does not know
		return source
	default:
		return astiav.PixelFormatYuv420P
	}
}
