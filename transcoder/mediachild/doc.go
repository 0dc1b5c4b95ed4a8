// Package mediachild runs transcoder/pipeline in a child process, a program of its own (Name) or the parent's, and speaks with it over its
// standard input and output, so that no process that holds a key or a socket ever decodes media.
//
// One child carries one session, or the audio of one publish (AudioChild). A session's messages are those of the wire
// protocol:
//
//	parent                          child
//	   |-- Open --------------------->|
//	   |<-- Ready --------------------|
//	   |-- SourcePart --------------->|
//	   |<-- RenditionInit, Part ------|   (per rung)
//	   |-- Finish ------------------->|
//	   |<-- Finished, or Failure -----|   (then the child exits)
//
// each behind a 4-byte big-endian length, 16 MiB at most. A child that crashes or is killed is an error of Receive
// that holds the last lines it wrote to its standard error. The child gets none of the parent's secrets in its
// environment, confines itself before it reads a byte (transcoder/sandbox), is killed when it holds too much memory, and does not
// outlive the parent.
//
// The package checks each message that a child is sent. What the child answers is to be treated as a stranger's: the
// video may have taken it over. Restarting children, and deadlines for parts, are left to the caller.
package mediachild
