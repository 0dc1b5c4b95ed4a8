package flv

// TagType says what a tag holds. The values are those of RTMP's message types.
type TagType byte

// The tag types.
const (
	TagAudio  TagType = 8
	TagVideo  TagType = 9
	TagScript TagType = 18
)

// Tag is one tag of a file.
type Tag struct {
	Type      TagType
	Timestamp uint32 // DTS in milliseconds
	Data      []byte
}

// header and trailer of a tag in a file.
const (
	fileHeaderSize = 9
	tagHeaderSize  = 11
	tagSizeSize    = 4
	maxTagData     = 1<<24 - 1
)
