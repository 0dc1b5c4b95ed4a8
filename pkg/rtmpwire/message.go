package rtmpwire

// Type is a message type ID.
type Type byte

// The message types of sections 5.4 and 7.1.
const (
	TypeSetChunkSize     Type = 1
	TypeAbort            Type = 2
	TypeAck              Type = 3
	TypeUserControl      Type = 4
	TypeWindowAckSize    Type = 5
	TypeSetPeerBandwidth Type = 6
	TypeAudio            Type = 8
	TypeVideo            Type = 9
	TypeDataAMF3         Type = 15
	TypeSharedObjectAMF3 Type = 16
	TypeCommandAMF3      Type = 17
	TypeDataAMF0         Type = 18
	TypeSharedObjectAMF0 Type = 19
	TypeCommandAMF0      Type = 20
	TypeAggregate        Type = 22
)

// Message is one RTMP message.
type Message struct {
	ChunkStream int    // 2 to 65599
	Type        Type   //
	Stream      uint32 // message stream ID
	Timestamp   uint32 // in milliseconds, wraps
	Payload     []byte
}

// DefaultChunkSize is what either side sends until it says otherwise (section 5.4.1).
const DefaultChunkSize = 128
