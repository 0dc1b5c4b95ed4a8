// Package evmtest holds what can be told only of Go and the EVM together: that pkg/ticket and the contracts agree to the bit,
// and what a whole transaction costs, base fee, calldata and cold storage included. It has nothing but tests.
package evmtest
