// Package pipeline turns the parts of one source video into the parts of its renditions: it decodes once, scales in
// a cascade (each rung from the next larger one) and encodes every rung with an encoder that lives as long as the
// session.
//
// It promises that part N of every rung holds exactly the frames of source part N in presentation order, at the
// source's own times to the tick, that every segment begins with an IDR picture, and that a frame that cannot be
// decoded ends the session with an error instead of being made up. (On a GPU less is known of a frame: NVDEC conceals
// damage inside a slice; what is wrong in a slice's header is still an error.)
//
// It is the only package that calls libav, and it runs in a child process only (transcoder/mediachild): a hostile
// bitstream must never meet a process that holds a key or a socket. Moving parts between processes, restarting
// after an error and choosing the ladder are left to others.
package pipeline
