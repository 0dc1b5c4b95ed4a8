package push

// container is what a body holds.
type container int

const (
	unknown container = iota
	transportStream
	fragmentedMP4
)

// sniffed is how many bytes sniff looks at.
const sniffed = 8

// sniff tells the container by the first bytes of a body; Content-Type and the file's name are not asked.
func sniff(b []byte) container {
	const sync = 0x47
	switch {
	case len(b) >= sniffed && isBox(string(b[4:8])):
		return fragmentedMP4
	case len(b) > 0 && b[0] == sync:
		return transportStream
	default:
		return unknown
	}
}

// needsMovie says that a body is a fragment without a moov of its own, to all appearances.
func needsMovie(b []byte) bool {
	if sniff(b) != fragmentedMP4 {
		return false
	}
	switch string(b[4:8]) {
	case "ftyp", "moov", "free", "skip":
		return false
	default:
		return true
	}
}

func isBox(kind string) bool {
	switch kind {
	case "ftyp", "styp", "moov", "moof", "mdat", "sidx", "prft", "emsg", "free", "skip":
		return true
	default:
		return false
	}
}
