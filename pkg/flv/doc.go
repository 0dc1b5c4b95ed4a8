// Package flv reads and writes FLV files and takes apart the bodies of their audio and video tags, which are also
// the payloads of RTMP's audio and video messages (Adobe Flash Video File Format Specification 10.1, annex E).
//
// It knows the legacy tags of H.264, HEVC and AAC, and the enhanced ones (Enhanced RTMP v2, Veovera Software Organization)
// of these, AV1, VP9 and Opus; the rest is named in an error that wraps ErrUnsupported. Input may be hostile: nothing
// panics, and memory grows with the bytes that were read, not with a length that was claimed. It does not look inside
// what the tags hold.
package flv
