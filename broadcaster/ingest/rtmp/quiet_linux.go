package rtmp

import "syscall"

// quiet is how many bytes a quiet socket gathers before it wakes anybody after all, so that its peer can go on.
const quiet = 64 << 10

// keepQuiet makes a socket wake nobody who waits for a few bytes; nil if that cannot be had.
func keepQuiet(c syscall.Conn) syscall.RawConn {
	raw, err := c.SyscallConn()
	if err != nil || !setLowWater(raw, quiet) {
		return nil
	}
	return raw
}

// wakeAgain undoes keepQuiet.
func wakeAgain(raw syscall.RawConn) { setLowWater(raw, 1) }

func setLowWater(raw syscall.RawConn, bytes int) bool {
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVLOWAT, bytes)
	})
	return err == nil && failed == nil
}
