// Package sandbox takes away from a process what it does not need to transcode: for good, and from all its threads.
//
// What Enter leaves to a process that works in main memory is its memory, its threads and the files it has open: its
// system calls are an allowlist, without any that opens a file or a socket, makes a process or touches another one. One
// that works on a GPU has a driver in it that nobody can list the system calls of; it keeps the driver's devices and the
// libraries, may write nothing else, and loses the network, other processes, and what only administrators need.
//
// Both are seccomp's and Landlock's work, and Linux only. Enter goes on where the kernel has one or the other not, and says
// what is missing; telling the operator is left to the caller, and so is what is not a process's own: how much memory it
// holds, and how long it takes.
package sandbox
