// Package rtmpwire is the wire format of RTMP 1.0 below the commands: chunk streams, messages and AMF0 values
// (Adobe RTMP specification sections 5.3 to 5.4 and the AMF0 specification).
//
// It exists because the bytes come from strangers. Everything has a bound: the length of a message, the bytes held
// for messages that are not whole yet, the number of chunk streams, the depth and number of AMF0 values. Memory
// grows with the bytes that arrived, never with a length that somebody claimed. No input panics.
//
// It leaves the handshake, the meaning of commands and all deadlines to its callers.
package rtmpwire
