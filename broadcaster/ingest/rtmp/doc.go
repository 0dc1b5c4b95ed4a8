// Package rtmp takes streams in over RTMP.
//
// The protocol's handshake and commands are served by go-rtmp, which as published can be crashed, starved and
// confused by a stranger. No byte from the network reaches it unguarded:
//
//	socket -> guard -> commands -> go-rtmp -> Handler -> ingest.Publisher
//	            |                                              |
//	            +---- audio, video, data -> tracks -> ingest.Sink
//
// The guard takes the chunk stream apart itself (pkg/rtmpwire: every length, depth and count is bounded), keeps what
// is not a command, and hands go-rtmp only commands that it wrote anew: one chunk each, a known name, a few short
// strings and numbers. Media does not pass through go-rtmp at all, which also halves the copies. Everything of one
// connection runs in the one goroutine that go-rtmp reads in, so go-rtmp's writers, which have no locks, are never
// used by two.
//
// A connection has a fixed time to shake hands, then to publish, and then a bounded time between two messages of
// media; bytes that trickle in extend none of them. A publish ends cleanly (Sink.End(nil)) with FCUnpublish,
// deleteStream, closeStream or the connection's orderly end, and otherwise with the reason.
//
// H.264, HEVC, AV1, VP9, AAC and Opus are understood, in legacy tags or in those of enhanced RTMP v2; go-rtmp's answer to
// connect is replaced by one that says so. Another codec is refused with a status message and a log line.
// docs/encoders.md says what was tried.
package rtmp
