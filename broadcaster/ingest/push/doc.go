// Package push takes streams in over HTTP: segments that are PUT or POSTed one by one, or one body that never ends.
//
//	PUT /live/{stream}/{number}.ts ─▶ body (bounded) ─▶ order ─▶ demuxer ─▶ tracks ─▶ ingest.Sink
//	PUT /live/{stream} ─────────────────────────────────────────▶ demuxer ─▶ tracks ─▶ ingest.Sink
//
// Bodies hold MPEG-TS or fragmented MP4, which is told by their first bytes. A stream begins with its first segment, and
// ends when none has come for a while or with DELETE. Whoever sends the same credentials continues it; whoever sends
// others asks the ingest.Publisher anew, and the newest publisher has the stream.
//
// Segments are fed to the sink in order of their numbers, each once: one that comes early waits, within a window, for
// those before it; a repeat is answered like the first; one that comes when a later one was fed is refused. Their
// timestamps may restart at any segment; time goes on.
//
// Whether a publisher may go on is asked with each segment (ingest.RequestSink). Sound that comes in packets of several frames is cut into
// frames.
//
// What a publisher sends is demuxed by this module's own bounded parsers (pkg/mpegts, pkg/fmp4) and never decoded.
package push
