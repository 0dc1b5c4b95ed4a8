//go:build !linux

package rtmp

import "syscall"

func keepQuiet(syscall.Conn) syscall.RawConn { return nil }

func wakeAgain(syscall.RawConn) {}
