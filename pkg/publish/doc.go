// Package publish sends FLV files to an RTMP server, as an encoder would: in real time, once or over and over.
//
// It promises that tags arrive as they are in the file: bodies unchanged, times shifted only by whole loops, whose
// length is the exact length of the media, so that a looped file stays on its frame grid. Where a loop goes on, the
// file's end of sequence and its metadata are not repeated. It ends as an encoder ends, with FCUnpublish and
// deleteStream. It does not look into the media beyond what the length of a loop needs.
//
// go-rtmp makes the handshake and the commands; the chunk stream is pkg/rtmpwire's, whose chunk size, extended
// timestamps and deadlines are what go-rtmp's client lacks.
package publish
