package rtmp

import (
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// transferUnspecified is the code point of ITU-T H.273 by which a bitstream says that it does not say.
const transferUnspecified = 2

// colours is what is known of a video's colours beside its bitstream.
type colours struct {
	transfer uint8 // transfer characteristics, as a metadata packet says; 0 if none does
	told     uint8 // those that the sink knows
}

// metadata takes the body of a video metadata packet (Enhanced RTMP v2, "Metadata Frame"): "colorInfo" and an object. One
// without a colorConfig takes back what was said.
func (c *colours) metadata(body []byte) error {
	values, err := rtmpwire.DecodeAMF0(body)
	if err != nil {
		return err
	}
	if name, _ := at[string](values, 0); name != "colorInfo" {
		return nil
	}
	info, _ := at[rtmpwire.Object](values, 1)
	config, _ := info["colorConfig"].(rtmpwire.Object)
	c.transfer = 0
	if v, ok := config["transferCharacteristics"].(float64); ok && v >= 0 && v <= 255 && v != transferUnspecified {
		c.transfer = uint8(v)
	}
	return nil
}

// of is a format with its transfer characteristics: the bitstream's where that says.
func (c *colours) of(f media.VideoFormat) media.VideoFormat {
	if f.Transfer == 0 || f.Transfer == transferUnspecified {
		f.Transfer = c.transfer
	}
	return f
}
