// Package wire is how the roles talk: HTTP/2 clients and servers with the limits that strangers' machines need, the
// streams of the protocol with a deadline on every wait, the conversion between protobuf messages and the values of
// pkg/media, and the order in which a session's messages may come.
//
// It promises that a value it parsed is within its documented bounds, that no Receive or Send of a Stream outlasts
// its limit, and that what an error tells the peer is its kind and the detail that was meant for it, never an
// internal. Who the peer is, is the business of pkg/identity; what bytes of media mean, of pkg/fmp4 and pkg/h264.
//
// The message flow of a session stands in proto/millrace/v1/millrace.proto. The code in millracev1 is generated
// from it.
package wire

import "time"

// Bounds of messages, the same at both ends.
const (
	MaxMessageBytes   = 16 << 20 // one protobuf message
	MaxPartBytes      = 8 << 20  // SourcePart.data and RenditionPart.data
	MaxInitBytes      = 64 << 10 // RenditionInit.data
	MaxPartFrames     = 512
	MaxPartsInSegment = 4096
	MaxConfigBytes    = 4096 // VideoFormat.config
	MaxSessionBytes   = 64
	MaxStreamBytes    = 256
	MaxDetailBytes    = 256
)

// HeartbeatInterval is how often a transcoder sends its Load. An orchestrator that misses three considers it gone.
const HeartbeatInterval = 2 * time.Second

// HeartbeatsMissed is the number of heartbeats that may fail to come before the transcoder is gone.
const HeartbeatsMissed = 3
