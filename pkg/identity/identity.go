// Package identity makes a chain key the identity of a node, on files and on TLS connections.
//
// It promises that a TLS peer is who it says: a node's certificate carries a statement, signed by its chain key, that
// binds the certificate's public key, the node's service URI and an expiry to an address. A client that knows the
// address of a server, but not its certificate, fetches the certificate with a handshake that trusts nobody, checks
// the statement, and then dials with that one certificate as the only root; verification is never switched off.
// Transcoders hold a certificate issued by their orchestrator's own worker authority instead.
//
//	broadcaster                          orchestrator                          transcoder
//	     |-- identity certificate ----------->|<-- worker certificate --------------|
//	     |<-- identity certificate -----------|--- identity certificate ----------->|
//	     pins it, expecting                   accepts any valid statement;          pins it, expecting the
//	     (address, URI)                       Admit decides further                 address in its credential
//
// It leaves to others which addresses are welcome, where addresses and URIs are registered, and the protocol spoken
// on the connection.
package identity

import "errors"

// What can be wrong with a peer. Every refusal wraps one of these.
var (
	// ErrNoCertificate: the peer presented no certificate.
	ErrNoCertificate = errors.New("peer presented no certificate")
	// ErrNoStatement: the certificate is not an identity certificate.
	ErrNoStatement = errors.New("certificate has no identity statement")
	// ErrMalformed: the identity statement, or the certificate around it, breaks the format.
	ErrMalformed = errors.New("malformed identity certificate")
	// ErrSignature: the statement was not signed by its address for this certificate's key, URI and expiry.
	ErrSignature = errors.New("identity statement is not signed by its address for this certificate")
	// ErrExpired: the certificate is past its expiry, or not valid yet.
	ErrExpired = errors.New("certificate is not valid at this time")
	// ErrAddress: the certificate is in order but belongs to another address than the expected one.
	ErrAddress = errors.New("certificate belongs to another address")
	// ErrURI: the certificate is in order but for another service URI than the expected one.
	ErrURI = errors.New("certificate is for another service URI")
	// ErrWorker: a worker certificate that this orchestrator's worker authority did not issue, or not for this use.
	ErrWorker = errors.New("worker certificate was not issued by this orchestrator")
	// ErrRefused: the peer is who it says, but the server's policy does not admit it.
	ErrRefused = errors.New("peer is not admitted")
	// ErrHandshake: the TLS handshake failed for another reason, such as a peer without the certificate's key.
	ErrHandshake = errors.New("TLS handshake failed")
)
